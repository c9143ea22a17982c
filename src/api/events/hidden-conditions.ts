import type { Principal } from '#access/principal.ts';
import { denied } from '#api/scopes/denied.ts';
import type { Scope } from '#domain/scope.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import type { EventOrder, EventPosition } from '#store/events/event-reader.ts';
import type { EventFilterValue } from './event-filter.ts';

type Asked = { readonly filter?: EventFilterValue | null | undefined; readonly orderBy?: EventOrder | null | undefined };

/** What a filter may only ask about with the scope to see it: who could ask would know. */
const SCOPE_OF_CONDITION: Readonly<Partial<Record<keyof EventFilterValue, Scope>>> = {
  level: 'RISK_READ',
  minScore: 'RISK_READ',
  ruleKey: 'RISK_READ',
  consentAllowed: 'PRIVACY_READ',
};

/** Throws FORBIDDEN for a filter or an order by what the caller may not see. */
export const refuseHiddenConditions = (principal: Principal, { filter, orderBy }: Asked): void => {
  if (orderBy?.field === 'SCORE') refuseWithout(principal, 'RISK_READ', 'The order by SCORE');
  if (filter) refuseHiddenFilter(principal, filter);
};

/** The place of an event in any order the caller may ask for: without RISK_READ a cursor does not hold the score. */
export const positionFor =
  ({ scopes }: Principal) =>
  ({ assessment, occurredAt, key }: StoredEvent): EventPosition => ({
    score: scopes.has('RISK_READ') ? assessment.score : 0,
    occurredAt,
    key,
  });

const refuseHiddenFilter = (principal: Principal, { and, or, not, ...own }: EventFilterValue): void => {
  for (const [name, scope] of Object.entries(SCOPE_OF_CONDITION))
    if (own[name as keyof typeof own] != null) refuseWithout(principal, scope, `The filter by ${name}`);
  for (const nested of [...(and ?? []), ...(or ?? []), ...(not ? [not] : [])]) refuseHiddenFilter(principal, nested);
};

const refuseWithout = (principal: Principal, scope: Scope, what: string): void => {
  if (!principal.scopes.has(scope)) throw denied(principal, what, [scope]);
};
