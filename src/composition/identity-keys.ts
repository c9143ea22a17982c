import type { Config } from '#config.ts';
import { readOrMakeIdentityKey } from '#runtime/identity-key-file.ts';

/** The identity key a process is given, or keeps in its folder, and the one that replaces it. */
export const identityKeysOf = ({
  identityKey,
  nextIdentityKey,
  dataDir,
}: Config): { readonly key: Buffer; readonly next: Buffer | null } => ({
  key: identityKey ?? readOrMakeIdentityKey(dataDir),
  next: nextIdentityKey,
});
