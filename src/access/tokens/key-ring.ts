import { randomUUID } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JSONWebKeySet, type JWK } from 'jose';
import type { Logger } from 'pino';
import { startPoll } from '#runtime/poll.ts';
import type { SigningKey, SigningKeyRepository } from '#store/access/signing-key-repository.ts';
import type { IdentityCipher } from '#store/identities/identity-cipher.ts';
import { TOKEN_ALGORITHM, TOKEN_MS_MAX } from './token-claims.ts';

/** A key of the ring, ready for use. */
export type RingKey = { readonly keyId: string; readonly privateKey: CryptoKey };

/** The keys that tokens are signed with and known by, the same in every process. */
export type KeyRing = {
  /** The key that signs now. */
  signingKey(): RingKey;
  /** The key of that id; null when there is none (any more). One that another process has just made is looked for, once a second at most. */
  publicKey(keyId: string): Promise<CryptoKey | null>;
  /** What others verify tokens with. */
  published(): JSONWebKeySet;
  /** Reads the keys anew, and makes a new one when it is time. */
  refresh(): Promise<void>;
} & AsyncDisposable;

export type KeyRingParts = {
  readonly repository: SigningKeyRepository;
  readonly cipher: Pick<IdentityCipher, 'encrypt' | 'decrypt'>;
  readonly now: () => Date;
  readonly log: Logger;
};

const KEY_MS_BETWEEN = 30 * 24 * 3_600_000;
/** A key is published this long before it signs: whoever keeps the published keys for `JWKS_SECONDS_KEPT` knows it by then. */
const PUBLISHED_MS_AHEAD = 600_000;
/** How long a key goes on verifying after its successor was made: until that one signs everywhere, and the last token is over. */
const KEY_MS_AFTER = PUBLISHED_MS_AHEAD + TOKEN_MS_MAX + 3_600_000;
const LOOK_MS_BETWEEN = 60_000;
const SEARCH_MS_BETWEEN = 1_000;

/** Reads the keys, makes the first one where there is none, and follows them until disposed; rejects when they cannot be read at the start. */
export const openKeyRing = async ({ repository, cipher, now, log }: KeyRingParts): Promise<KeyRing> => {
  let keys: readonly Known[] = [];
  let searchedAt = 0;
  let searching: Promise<void> | null = null;

  const refresh = async (): Promise<void> => {
    const stored = await repository.read();
    const youngSince = new Date(now().getTime() - KEY_MS_BETWEEN);
    const isTime = stored[0] === undefined || stored[0].createdAt <= youngSince;
    const current = isTime ? await repository.rotate({ ...(await newKey(cipher, now())), youngSince }) : stored;
    const known = new Map(keys.map((key) => [key.keyId, key]));
    keys = await Promise.all(
      current.map(async (key) => ({ ...(known.get(key.keyId) ?? (await open(key, cipher))), retiresAt: key.retiresAt })),
    );
  };
  const inForce = (): readonly Known[] => keys.filter(({ retiresAt }) => retiresAt === null || retiresAt > now());
  const find = (keyId: string): Known | undefined => inForce().find((key) => key.keyId === keyId);
  const search = async (): Promise<void> => {
    if (searching === null && now().getTime() - searchedAt < SEARCH_MS_BETWEEN) return;
    searchedAt = now().getTime();
    searching ??= refresh()
      .catch((error: unknown) => log.warn({ err: error }, 'signing keys cannot be read: a token of an unknown key is refused'))
      .finally(() => (searching = null));
    await searching;
  };
  await refresh();
  const poll = startPoll({
    work: refresh,
    everyMs: LOOK_MS_BETWEEN,
    failing: 'signing keys cannot be read: what was known last stays',
    log,
  });

  return {
    signingKey: () => signingKeyOf(inForce(), now()),
    publicKey: async (keyId) => {
      if (find(keyId) === undefined) await search();
      return find(keyId)?.publicKey ?? null;
    },
    published: () => ({ keys: inForce().map(({ publicJwk }) => publicJwk) }),
    refresh,
    [Symbol.asyncDispose]: () => poll[Symbol.asyncDispose](),
  };
};

type Known = RingKey & Pick<SigningKey, 'createdAt' | 'retiresAt'> & { readonly publicKey: CryptoKey; readonly publicJwk: JWK };

/** The newest that was published long enough; the oldest when none was. */
const signingKeyOf = (keys: readonly Known[], now: Date): RingKey => {
  const publishedBy = new Date(now.getTime() - PUBLISHED_MS_AHEAD);
  const key = keys.find(({ createdAt }) => createdAt <= publishedBy) ?? keys.at(-1);
  if (key === undefined) throw new Error('there is no key to sign with');
  return key;
};

const newKey = async (cipher: KeyRingParts['cipher'], now: Date): Promise<{ readonly key: SigningKey; readonly retiresAt: Date }> => {
  const pair = await generateKeyPair(TOKEN_ALGORITHM, { extractable: true });
  const keyId = randomUUID();
  const publicKey = { ...(await exportJWK(pair.publicKey)), kid: keyId, alg: TOKEN_ALGORITHM, use: 'sig' };
  const privateKey = cipher.encrypt(JSON.stringify(await exportJWK(pair.privateKey)));
  return {
    key: { keyId, publicKey, privateKey, createdAt: now, retiresAt: null },
    retiresAt: new Date(now.getTime() + KEY_MS_AFTER),
  };
};

const open = async ({ keyId, publicKey, privateKey, createdAt, retiresAt }: SigningKey, cipher: KeyRingParts['cipher']): Promise<Known> => {
  const publicJwk = publicKey as JWK;
  const privateJwk = JSON.parse(cipher.decrypt(Buffer.from(privateKey))) as JWK;
  return { keyId, publicJwk, createdAt, retiresAt, publicKey: await imported(publicJwk), privateKey: await imported(privateJwk) };
};

const imported = async (jwk: JWK): Promise<CryptoKey> => {
  const key = await importJWK(jwk, TOKEN_ALGORITHM);
  if (key instanceof Uint8Array) throw new Error('a signing key is symmetric');
  return key;
};
