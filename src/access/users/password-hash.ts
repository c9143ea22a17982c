import { argon2, type Argon2Parameters, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, 2 passes, 1 lane. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** The version of Argon2 (1.3), as PHC strings write it. */
const VERSION = 19;
const PHC =
  /^\$argon2id\$v=19\$m=(?<memory>\d{1,7}),t=(?<passes>\d{1,2}),p=(?<lanes>\d{1,2})\$(?<salt>[A-Za-z0-9+/]{11,64})\$(?<tag>[A-Za-z0-9+/]{22,86})$/;

/** An Argon2id hash of a password as a PHC string; made on the thread pool, in some 30 ms and 19 MiB. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive('argon2id', parametersOf(password, { salt, memory: MEMORY_KIB, passes: PASSES, lanes: LANES }));
  return `$argon2id$v=${VERSION}$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(salt)}$${unpadded(tag)}`;
};

/** Whether a password is the one that was hashed; throws for a text that is no PHC string of Argon2id. */
export const isPasswordOf = async (phc: string, password: string): Promise<boolean> => {
  const { memory, passes, lanes, salt = '', tag = '' } = PHC.exec(phc)?.groups ?? {};
  if (tag === '') throw new Error('a password hash is no PHC string of Argon2id');
  const expected = Buffer.from(tag, 'base64');
  const cost = { salt: Buffer.from(salt, 'base64'), memory: Number(memory), passes: Number(passes), lanes: Number(lanes) };
  const actual = await derive('argon2id', { ...parametersOf(password, cost), tagLength: expected.length });
  return timingSafeEqual(actual, expected);
};

/**
 * Nobody's: what is verified for a user who does not exist costs what it costs for one who does.
 * No password leads to it, since its tag is no output of anything.
 */
export const NOBODYS_HASH = `$argon2id$v=${VERSION}$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(Buffer.alloc(SALT_BYTES))}$${unpadded(Buffer.alloc(TAG_BYTES))}`;

type Cost = { readonly salt: Buffer; readonly memory: number; readonly passes: number; readonly lanes: number };

/** The same text typed on different keyboards is the same password (RFC 8265). */
const parametersOf = (password: string, { salt, memory, passes, lanes }: Cost): Argon2Parameters => ({
  message: password.normalize('NFC'),
  nonce: salt,
  memory,
  passes,
  parallelism: lanes,
  tagLength: TAG_BYTES,
});

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
