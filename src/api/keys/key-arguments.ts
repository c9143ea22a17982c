import type { KeyHolder } from '#access/keys/decide-key-change.ts';
import type { Principal } from '#access/principal.ts';
import { parseInstant } from '#ingest/judging/parse-instant.ts';

/** Who asks for a change of a key. */
export const holderOf = ({ kind, id, scopes, expiresAt }: Principal): KeyHolder =>
  kind === 'API_KEY' ? { keyId: id, scopes, expiresAt } : { keyId: null, scopes, expiresAt: null };

/** The id of a key in a global id; one of another type names no key. */
export const keyIdOf = ({ typename, id }: { readonly typename: string; readonly id: string }): string => (typename === 'ApiKey' ? id : '');

/** An instant a client named; an invalid one, which no key may have, for a text that is none. */
export const readExpiry = (text: string): Date => new Date(parseInstant(text) ?? Number.NaN);
