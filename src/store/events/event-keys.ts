import { blamingEvents } from '#domain/event-fault.ts';
import { plainArray } from '#store/array-literal.ts';
import { ERASURE_LOCK } from '#store/identities/erasures.ts';
import type { Sql } from '#store/sql.ts';

/** What is claimed for an event: its key and when it occurred. */
export type EventClaim = { readonly key: string; readonly occurredAt: Date };

/**
 * Claims event keys for this transaction and answers those nobody had claimed before. `claims` must be free of repeats;
 * they are claimed in the order of their keys, since unordered claims of two workers deadlock. First of all erasures are kept
 * waiting until this transaction ends, so that nobody is erased between the look at who is and the commit.
 */
export const claimEventKeys = async (sql: Sql, claims: readonly EventClaim[], storedAt: Date): Promise<ReadonlySet<string>> => {
  const sorted = claims.toSorted(byKey);
  const keys = sorted.map(({ key }) => key);
  const times = blamingEvents(() => sorted.map(({ occurredAt }) => occurredAt.toISOString()));
  const [row] = await sql.query<{ claimed: number; keys: readonly string[] | null }>(CLAIM, [
    plainArray(keys),
    plainArray(times),
    storedAt.toISOString(),
    keys.length,
    ERASURE_LOCK,
  ]);
  if (row?.claimed === keys.length) return new Set(keys);
  return new Set(row?.keys?.map((key) => key.replaceAll('-', '')));
};

const byKey = (a: EventClaim, b: EventClaim): number => (a.key < b.key ? -1 : 1);

/** The keys come back only when some were taken: usually none are. */
const CLAIM = `with gate as materialized (select pg_advisory_xact_lock_shared($5::bigint)), claimed as (
    insert into event_keys (key, occurred_at, stored_at)
    select key, occurred_at, $3::timestamptz from unnest($1::uuid[], $2::timestamptz[]) as t (key, occurred_at), gate
    on conflict do nothing returning key
  )
  select count(*)::int as claimed, case when count(*) < $4::int then array_agg(key::text) end as keys from claimed`;
