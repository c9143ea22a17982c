import { DIGITAL_AGES } from '#privacy/digital-age-of-consent.ts';
import { LAW } from './law.ts';
import type { CitedLaw } from './law-entry.ts';

/** The law of a version, also when it is no longer in force; null for a version nobody knows. */
export const citedLaw = (version: string): CitedLaw | null => byVersion.get(version) ?? null;

const byVersion: ReadonlyMap<string, CitedLaw> = new Map([...LAW, ...DIGITAL_AGES].map((law) => [law.version, law]));
