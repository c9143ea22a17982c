import { ipPrefix } from '#domain/ip-prefix.ts';
import type { Principal } from '#access/principal.ts';
import { actorOf } from './actor-of.ts';

/** Whose denials are counted together: those of a caller who is known, else those of a network, never of an address. */
export const denialSource = (principal: Pick<Principal, 'kind' | 'id' | 'name'>, address: string): string =>
  principal.kind === 'ANONYMOUS' ? (ipPrefix(address) ?? 'elsewhere') : actorOf(principal);
