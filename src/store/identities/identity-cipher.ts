import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';

/** What the identity key does: finds a person without naming them, and keeps originals and dead letters unreadable without it. */
export type IdentityCipher = {
  /** HMAC-SHA-256 of an original under the key: the look-up column, 32 bytes. */
  hash(kind: string, original: string): Buffer;
  /** AES-256-GCM: 12 bytes of nonce, 16 of tag, then the text. */
  encrypt(text: string): Buffer;
  /** Throws when the key is another one or the bytes were changed. */
  decrypt(sealed: Buffer): string;
  /** Tells one key from another without giving it away. */
  readonly fingerprint: string;
};

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The cipher of one identity key of 32 bytes; each use has a key of its own, derived by HKDF-SHA-256. */
export const createIdentityCipher = (key: Buffer): IdentityCipher => {
  if (key.length !== KEY_BYTES) throw new RangeError(`the identity key has ${key.length} bytes instead of ${KEY_BYTES}`);
  const hashKey = derive(key, 'playguard identity hash');
  const sealKey = derive(key, 'playguard identity encryption');
  return {
    hash: (kind, original) => createHmac('sha256', hashKey).update(`${kind}\0${original}`).digest(),
    encrypt: (text) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    decrypt: (sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', sealKey, sealed.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    },
    fingerprint: derive(key, 'playguard identity fingerprint').export().toString('hex').slice(0, 16),
  };
};

/** As a key object: importing bytes anew costs several times what using them does. */
const derive = (key: Buffer, use: string): KeyObject => createSecretKey(Buffer.from(hkdfSync('sha256', key, '', use, KEY_BYTES)));
