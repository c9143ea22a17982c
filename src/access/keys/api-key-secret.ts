import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** A secret taken apart. */
export type ParsedSecret = {
  /** Names the key; no secret. */
  readonly keyId: string;
  /** All before the secret part. */
  readonly prefix: string;
};

/** `pg_<env>_<id>_<256 bit>_<crc32>`, all in lower-case hexadecimal digits but the environment. */
const SECRET = /^(?<checked>(?<prefix>pg_[a-z]{1,16}_(?<keyId>[0-9a-f]{12}))_[0-9a-f]{64})_(?<sum>[0-9a-f]{8})$/;
const ID_BYTES = 6;
const SECRET_BYTES = 32;

/** What a key is for, as its secret says: told apart at a glance, and by scanners of leaked secrets. */
export type KeyEnvironment = 'live' | 'demo' | 'test';

/** The name of a new key. */
export const newKeyId = (): string => randomBytes(ID_BYTES).toString('hex');

/** A new secret of a key. */
export const newSecret = (environment: KeyEnvironment, keyId: string): string => renewedSecret(`pg_${environment}_${keyId}`);

/** Another secret of the key whose secrets begin so. */
export const renewedSecret = (prefix: string): string => {
  const checked = `${prefix}_${randomBytes(SECRET_BYTES).toString('hex')}`;
  return `${checked}_${sumOf(checked)}`;
};

/** Null for a text that is no secret of a key; a mistyped one is found by its checksum, without looking anything up. */
export const parseSecret = (text: string): ParsedSecret | null => {
  const { checked, prefix, keyId, sum } = SECRET.exec(text)?.groups ?? {};
  if (checked === undefined || prefix === undefined || keyId === undefined || sumOf(checked) !== sum) return null;
  return { keyId, prefix };
};

const sumOf = (text: string): string => crc32(text).toString(16).padStart(8, '0');
