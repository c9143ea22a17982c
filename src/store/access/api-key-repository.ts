import type { Scope } from '#domain/scope.ts';

/** An API key as it is kept: nothing of it leads back to its secret. */
export type ApiKey = {
  readonly keyId: string;
  /** How its secrets begin. */
  readonly prefix: string;
  /** What events sent with it are booked on. */
  readonly source: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** SHA-256 of the secret, and of the one before it while that is still taken. */
  readonly secretHash: Uint8Array;
  readonly formerHash: Uint8Array | null;
  readonly formerUntil: Date | null;
  readonly isEnabled: boolean;
  readonly requestsPerMinute: number;
  readonly eventsPerMinute: number;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
};

export type ApiKeyChange = Partial<Omit<ApiKey, 'keyId' | 'prefix' | 'source' | 'createdAt' | 'lastUsedAt'>>;

/** Without a `change` nothing is changed. */
export type KeyChangeDecision = { readonly kind: string; readonly change?: ApiKeyChange };

/** API keys in the database. Every change but that of `lastUsedAt` makes `version` grow. */
export type ApiKeyRepository = {
  /** One tiny statement. */
  version(): Promise<number>;
  /** Every key, the oldest first, at least as new as its `version`. */
  read(): Promise<{ readonly version: number; readonly keys: readonly ApiKey[] }>;
  /** False, and nothing changed, when there are `keysMax` already or one of that id is there. */
  add(key: ApiKey, keysMax: number): Promise<boolean>;
  /** Null when there is none of that id. */
  find(keyId: string): Promise<ApiKey | null>;
  /** Decides on a key as it is while nobody else can change it; answers it as it is then, null when there is none of that id. */
  change<Decision extends KeyChangeDecision>(
    keyId: string,
    decide: (key: ApiKey) => Decision,
  ): Promise<{ readonly key: ApiKey; readonly decision: Decision } | null>;
  /** The key that was removed; null when there is none of that id. */
  remove(keyId: string): Promise<ApiKey | null>;
  /** When keys were last used; an older moment than the one kept changes nothing. */
  noteUses(uses: ReadonlyMap<string, Date>): Promise<void>;
};
