import type { Logger } from 'pino';
import type { ApiKey, ApiKeyRepository } from '#store/access/api-key-repository.ts';
import type { Authentication, CredentialCheck } from '#access/authenticator.ts';
import type { Principal } from '#access/principal.ts';
import { hashSecret, isSameHash, parseSecret } from './api-key-secret.ts';

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
  let isAway = false;
  let working: Promise<void> | null = null;

  const refresh = async (): Promise<void> => {
    page = await readPage(repository);
  };
  const look = async (): Promise<void> => {
    if ((await repository.version()) !== page.version) await refresh();
  };
  const noteUses = async (): Promise<void> => {
    const noted = uses;
    uses = new Map();
    await repository.noteUses(noted);
  };
  const inTurn = (work: () => Promise<void>): void => {
    working ??= work()
      .then(() => void (isAway = false))
      .catch((error: unknown) => {
        if (!isAway) log.warn({ err: error }, 'API keys cannot be read: the last known ones stay');
        isAway = true;
      })
      .finally(() => (working = null));
  };
  const looking = setInterval(() => inTurn(look), LOOK_MS_BETWEEN).unref();
  const noting = setInterval(() => inTurn(noteUses), NOTE_MS_BETWEEN).unref();

  return {
    authenticate: async (secret) => {
      const answer = judge(page.byId, secret, now());
      if (answer.kind === 'KNOWN') uses.set(answer.principal.id, now());
      return answer;
    },
    isStanding: ({ id }) => {
      const known = page.byId.get(id);
      return known !== undefined && isInForce(known.key, now());
    },
    refresh,
    [Symbol.asyncDispose]: async () => {
      clearInterval(looking);
      clearInterval(noting);
      await working;
      await noteUses().catch((error: unknown) => log.warn({ err: error }, 'when API keys were last used could not be noted'));
    },
  };
};

type Known = { readonly key: ApiKey; readonly answer: Authentication };
type Page = { readonly version: number; readonly byId: ReadonlyMap<string, Known> };

const readPage = async (repository: ApiKeyRepository): Promise<Page> => {
  const { version, keys } = await repository.read();
  const known = keys.map((key): [string, Known] => [key.keyId, { key, answer: { kind: 'KNOWN', principal: principalOf(key) } }]);
  return { version, byId: new Map(known) };
};

const REFUSED: Authentication = { kind: 'REFUSED', reason: 'This API key is not known, or not any more.' };
const MALFORMED: Authentication = { kind: 'REFUSED', reason: 'This is not a whole API key: copy all of it.' };

/** One answer for unknown, disabled and expired keys: who only guesses learns nothing. */
const judge = (keys: Page['byId'], text: string, at: Date): Authentication => {
  const secret = parseSecret(text);
  if (secret === null) return MALFORMED;
  const hash = hashSecret(secret.text);
  const known = keys.get(secret.keyId);
  return known !== undefined && isSecretOf(known.key, hash, at) && isInForce(known.key, at) ? known.answer : REFUSED;
};

const isSecretOf = ({ secretHash, formerHash, formerUntil }: ApiKey, hash: Uint8Array, at: Date): boolean => {
  if (isSameHash(secretHash, hash)) return true;
  return formerHash !== null && formerUntil !== null && formerUntil > at && isSameHash(formerHash, hash);
};

const isInForce = ({ isEnabled, expiresAt }: ApiKey, at: Date): boolean => isEnabled && (expiresAt === null || expiresAt > at);

const principalOf = ({ keyId, name, source, scopes, requestsPerMinute, eventsPerMinute, expiresAt }: ApiKey): Principal => ({
  kind: 'API_KEY',
  id: keyId,
  name,
  role: 'CLIENT',
  scopes: new Set(scopes),
  source,
  allowance: { requestsPerMinute, eventsPerMinute },
  expiresAt,
  sessionId: null,
});
