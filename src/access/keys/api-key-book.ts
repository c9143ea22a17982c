import type { Logger } from 'pino';
import type { ApiKey, ApiKeyRepository } from '#store/access/api-key-repository.ts';
import type { Authentication, CredentialCheck } from '#access/authenticator.ts';
import type { Principal } from '#access/principal.ts';
import { startPoll } from '#runtime/poll.ts';
import { hashSecret, isSameHash } from '#access/secret-hash.ts';
import { parseSecret } from './api-key-secret.ts';

/** All keys, kept in the process. A change anywhere holds here within 2 s; while the store is away the last known keys stay. */
export type ApiKeyBook = CredentialCheck & {
  /** Reads the keys anew: what was changed here holds at once. */
  refresh(): Promise<void>;
} & AsyncDisposable;

export type ApiKeyBookParts = { readonly repository: ApiKeyRepository; readonly now: () => Date; readonly log: Logger };

/** How often the version of the keys is looked at. */
const LOOK_MS_BETWEEN = 1_000;
/** How often it is written down when keys were last used. */
const NOTE_MS_BETWEEN = 15_000;

/** Reads the keys and follows their changes until disposed; rejects when they cannot be read at the start. */
export const openApiKeyBook = async ({ repository, now, log }: ApiKeyBookParts): Promise<ApiKeyBook> => {
  let page = await readPage(repository);
  let uses = new Map<string, Date>();

  const refresh = async (): Promise<void> => {
    const read = await readPage(repository);
    if (read.version >= page.version) page = read; // a slower reader does not bring back what was before
  };
  const look = async (): Promise<void> => {
    if ((await repository.version()) !== page.version) await refresh();
  };
  const noteUses = async (): Promise<void> => {
    const noted = uses;
    uses = new Map();
    await repository.noteUses(noted).catch((error: unknown) => {
      uses = new Map([...noted, ...uses]);
      throw error;
    });
  };
  const looking = startPoll({ work: look, everyMs: LOOK_MS_BETWEEN, failing: STALE, log });
  const noting = startPoll({ work: noteUses, everyMs: NOTE_MS_BETWEEN, failing: UNNOTED, log });

  return {
    authenticate: async (secret) => {
      const answer = judge(page.byId, secret, now());
      if (answer.kind === 'KNOWN') uses.set(answer.principal.id, now());
      return answer;
    },
    isStanding: ({ id, sessionId, scopes }) => {
      const key = page.byId.get(id)?.key;
      return key !== undefined && isInForce(key, now()) && isTaken(key, sessionId, now()) && hasAll(key, scopes);
    },
    refresh,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([looking[Symbol.asyncDispose](), noting[Symbol.asyncDispose]()]);
      await noteUses().catch((error: unknown) => log.warn({ err: error }, UNNOTED));
    },
  };
};

const STALE = 'API keys cannot be read: the last known ones stay';
const UNNOTED = 'when API keys were last used cannot be noted';

/** A key, and what is answered to who shows its secret, or the one before. */
type Known = { readonly key: ApiKey; readonly answer: Authentication; readonly formerAnswer: Authentication };
type Page = { readonly version: number; readonly byId: ReadonlyMap<string, Known> };

const readPage = async (repository: ApiKeyRepository): Promise<Page> => {
  const { version, keys } = await repository.read();
  return { version, byId: new Map(keys.map((key) => [key.keyId, knownOf(key)])) };
};

const knownOf = (key: ApiKey): Known => {
  const ends = [key.expiresAt, key.formerUntil].filter((end) => end !== null).map((end) => end.getTime());
  const former = { ...principalOf(key, key.formerHash), expiresAt: ends.length === 0 ? null : new Date(Math.min(...ends)) };
  const answer: Authentication = { kind: 'KNOWN', principal: principalOf(key, key.secretHash) };
  return { key, answer, formerAnswer: { kind: 'KNOWN', principal: former } };
};

const REFUSED: Authentication = { kind: 'REFUSED', reason: 'This API key is not known, or not any more.' };
const MALFORMED: Authentication = { kind: 'REFUSED', reason: 'This is not a whole API key: copy all of it.' };

/** One answer for unknown, disabled and expired keys: who only guesses learns nothing. */
const judge = (keys: Page['byId'], text: string, at: Date): Authentication => {
  const secret = parseSecret(text);
  if (secret === null) return MALFORMED;
  const hash = hashSecret(text);
  const known = keys.get(secret.keyId);
  if (known === undefined || !isInForce(known.key, at)) return REFUSED;
  if (isSameHash(known.key.secretHash, hash)) return known.answer;
  const { formerHash } = known.key;
  return formerHash !== null && isFormerTaken(known.key, at) && isSameHash(formerHash, hash) ? known.formerAnswer : REFUSED;
};

const isFormerTaken = ({ formerUntil }: ApiKey, at: Date): boolean => formerUntil !== null && formerUntil > at;

/** Whether the secret that was shown once is taken still: a key that was rotated is open to nobody who has an older one. */
const isTaken = (key: ApiKey, mark: string | null, at: Date): boolean =>
  mark === markOf(key.secretHash) || (key.formerHash !== null && mark === markOf(key.formerHash) && isFormerTaken(key, at));

/** What was taken from a key is taken from who came with it before, too. */
const hasAll = (key: ApiKey, scopes: Principal['scopes']): boolean => [...scopes].every((scope) => key.scopes.includes(scope));

const isInForce = ({ isEnabled, expiresAt }: ApiKey, at: Date): boolean => isEnabled && (expiresAt === null || expiresAt > at);

/** Digits of the hash that tell the secrets of one key apart. */
const MARK_DIGITS = 16;

const markOf = (secretHash: Uint8Array): string => Buffer.from(secretHash).toString('hex').slice(0, MARK_DIGITS);

const principalOf = (
  { keyId, name, source, scopes, requestsPerMinute, eventsPerMinute, expiresAt }: ApiKey,
  secretHash: Uint8Array | null,
): Principal => ({
  kind: 'API_KEY',
  id: keyId,
  name,
  role: 'CLIENT',
  scopes: new Set(scopes),
  source,
  allowance: { requestsPerMinute, eventsPerMinute },
  expiresAt,
  sessionId: secretHash === null ? null : markOf(secretHash),
});
