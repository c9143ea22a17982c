import { createHash, timingSafeEqual } from 'node:crypto';

/** What is kept of a secret we made: SHA-256 is enough for 256 random bits. */
export const hashSecret = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in the same time wherever they differ. */
export const isSameHash = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);
