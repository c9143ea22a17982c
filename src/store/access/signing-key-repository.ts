/** A key that tokens are signed with. */
export type SigningKey = {
  readonly keyId: string;
  /** A JSON Web Key. */
  readonly publicKey: Readonly<Record<string, unknown>>;
  /** Encrypted with the identity key. */
  readonly privateKey: Uint8Array;
  readonly createdAt: Date;
  /** When the last token signed with it is over; null while it is the newest. */
  readonly retiresAt: Date | null;
};

/** A key to add unless there is one that is young enough. */
export type KeyRotation = {
  readonly key: SigningKey;
  /** A newest key made after this moment stays, and nothing is changed. */
  readonly youngSince: Date;
  /** When the tokens of the key that was the newest are over. */
  readonly retiresAt: Date;
};

/** Signing keys in the database. */
export type SigningKeyRepository = {
  /** Every key, the newest first. */
  read(): Promise<readonly SigningKey[]>;
  /** Of processes that rotate at once, one adds its key; keys that have retired are deleted. Answers every key then, the newest first. */
  rotate(rotation: KeyRotation): Promise<readonly SigningKey[]>;
};
