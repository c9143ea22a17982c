import type { Principal } from '#access/principal.ts';

/** A caller as the audit names it. */
export const actorOf = ({ kind, id, name }: Pick<Principal, 'kind' | 'id' | 'name'>): string => `${kind}:${id}:${name}`;
