import { actorOf } from './actor-of.ts';
import type { AuditDesk } from './audit-desk.ts';
import { denialSource } from './denial-source.ts';
import type { Principal } from '#access/principal.ts';
import { ipPrefix } from '#domain/ip-prefix.ts';

/** Tells the audit of a request or connection that was refused before anything of it was looked at, with a status of HTTP or a close code. */
export const auditRefusal = (
  audit: Pick<AuditDesk, 'deny'>,
  { principal, address }: { readonly principal: Principal; readonly address: string },
  code: number,
): void => {
  const details = { code, network: ipPrefix(address) };
  const entry = { actor: actorOf(principal), action: 'request.refused', target: null, outcome: 'DENIED', details } as const;
  audit.deny(entry, denialSource(principal, address));
};
