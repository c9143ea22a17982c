import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';

/**
 * What the identity key does: finds a person without naming them, and keeps originals and dead letters unreadable without it. While the
 * key is replaced it is two: both find and open, the next one closes.
 */
export type IdentityCipher = {
  /** HMAC-SHA-256 of an original under the key, 32 bytes. */
  hash(kind: string, original: string): Buffer;
  /** Every hash an identity may be found by: under the key, the next key if there is one, and keys of the past, which tombstones were made with. */
  hashes(kind: string, original: string): readonly Buffer[];
  /** AES-256-GCM: 4 bytes that name the key, 12 of nonce, 16 of tag, then the text. */
  encrypt(text: string): Buffer;
  /** Throws when the key is another one or the bytes were changed. */
  decrypt(sealed: Buffer): string;
  /** Tells one key from another without giving it away. */
  readonly fingerprint: string;
  /** What replaces the key; null unless it is being replaced. */
  readonly next: NextIdentityKey | null;
};

/** The key that replaces another. */
export type NextIdentityKey = {
  hash(kind: string, original: string): Buffer;
  readonly fingerprint: string;
  /** How everything begins that it sealed. */
  readonly mark: Buffer;
  /** The hash key of the one it replaces, sealed: tombstones cannot be hashed anew. */
  sealFormerHashKey(): Buffer;
};

const KEY_BYTES = 32;
export const MARK_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export type OtherKeys = {
  /** What replaces the key. */
  readonly next?: Buffer | null;
  /** Hash keys of the past, as `sealFormerHashKey` sealed them. */
  readonly retired?: readonly Buffer[];
};

/** The cipher of one identity key of 32 bytes; each use has a key of its own, derived by HKDF-SHA-256. */
export const createIdentityCipher = (key: Buffer, { next = null, retired = [] }: OtherKeys = {}): IdentityCipher => {
  const current = keyOf(key);
  const following = next === null ? null : keyOf(next);
  const all = following === null ? [current] : [current, following];
  const sealing = following ?? current;
  const encrypt = (text: string): Buffer => seal(sealing, text);
  const decrypt = (sealed: Buffer): string => open(all, sealed);
  const past = retired.map((sealed) => createSecretKey(Buffer.from(decrypt(sealed), 'hex')));
  const hashKeys = [...all.map(({ hashKey }) => hashKey), ...past];
  return {
    hash: (kind, original) => hashWith(current.hashKey, kind, original),
    hashes: (kind, original) => hashKeys.map((hashKey) => hashWith(hashKey, kind, original)),
    encrypt,
    decrypt,
    fingerprint: current.fingerprint,
    next: following && {
      hash: (kind, original) => hashWith(following.hashKey, kind, original),
      fingerprint: following.fingerprint,
      mark: following.mark,
      sealFormerHashKey: () => encrypt(current.hashKey.export().toString('hex')),
    },
  };
};

type Key = { readonly hashKey: KeyObject; readonly sealKey: KeyObject; readonly fingerprint: string; readonly mark: Buffer };

const keyOf = (key: Buffer): Key => {
  if (key.length !== KEY_BYTES) throw new RangeError(`the identity key has ${key.length} bytes instead of ${KEY_BYTES}`);
  const fingerprint = derive(key, 'playguard identity fingerprint').export();
  return {
    hashKey: derive(key, 'playguard identity hash'),
    sealKey: derive(key, 'playguard identity encryption'),
    fingerprint: fingerprint.toString('hex').slice(0, 16),
    mark: fingerprint.subarray(0, MARK_BYTES),
  };
};

/** As a key object: importing bytes anew costs several times what using them does. */
const derive = (key: Buffer, use: string): KeyObject => createSecretKey(Buffer.from(hkdfSync('sha256', key, '', use, KEY_BYTES)));

const hashWith = (hashKey: KeyObject, kind: string, original: string): Buffer =>
  createHmac('sha256', hashKey).update(`${kind}\0${original}`).digest();

const seal = ({ sealKey, mark }: Key, text: string): Buffer => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([mark, nonce, cipher.getAuthTag(), sealed]);
};

const NONCE_END = MARK_BYTES + NONCE_BYTES;
const TAG_END = NONCE_END + TAG_BYTES;

const open = (keys: readonly Key[], sealed: Buffer): string => {
  const key = keys.find(({ mark }) => mark.equals(sealed.subarray(0, MARK_BYTES)));
  if (key === undefined) throw new Error('sealed with another identity key');
  const decipher = createDecipheriv('aes-256-gcm', key.sealKey, sealed.subarray(MARK_BYTES, NONCE_END));
  decipher.setAuthTag(sealed.subarray(NONCE_END, TAG_END));
  return decipher.update(sealed.subarray(TAG_END), undefined, 'utf8') + decipher.final('utf8');
};
