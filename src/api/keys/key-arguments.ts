import type { KeyHolder } from '#access/keys/decide-key-change.ts';
import type { Principal } from '#access/principal.ts';
import { parseInstant } from '#ingest/judging/parse-instant.ts';

/** Who asks for a change of a key. */
export const holderOf = ({ kind, id, scopes }: Principal): KeyHolder => ({ keyId: kind === 'API_KEY' ? id : null, scopes });

/** The id of a key in a global id; one of another type names no key. */
export const keyIdOf = ({ typename, id }: { readonly typename: string; readonly id: string }): string => (typename === 'ApiKey' ? id : '');

/** An instant a client named; an invalid one, which no key may have, for a text that is none. */
export const readExpiry = (text: string): Date => new Date(parseInstant(text) ?? Number.NaN);
