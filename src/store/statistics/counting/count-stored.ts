import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Sql } from '#store/sql.ts';
import { countAlerts } from './count-alerts.ts';
import type { CountedEvent } from './counted-event.ts';
import { becomeCounter } from './counter-lock.ts';
import { type CountingTables, STATISTICS } from './counting-tables.ts';
import { foldSessions } from './fold-sessions.ts';
import { addToRollups } from './rollup-table.ts';
import { createTally, type Tally } from './tally.ts';
import { forgetNotes, notedEvents, oldestNotes } from './uncounted-batches.ts';

/** What became of a look at what is to be counted. */
export type CountingOutcome =
  /** `hasMore` when more was waiting than one pass counts. */
  { readonly kind: 'counted'; readonly events: number; readonly hasMore: boolean } | { readonly kind: 'nothing' | 'elsewhere' };

/** Counts events that are noted as uncounted, about `eventsMax` of them, in one transaction; of all processes one at a time does. */
export const countStored = async (sql: Sql, eventsMax: number, now = new Date()): Promise<CountingOutcome> => {
  const [waiting] = await sql.query<{ readonly is_waiting: boolean }>(IS_WAITING);
  if (waiting?.is_waiting !== true) return { kind: 'nothing' };
  return sql.transaction(async (transaction) => {
    if (!(await becomeCounter(transaction))) return { kind: 'elsewhere' };
    const { ids, hasMore } = await oldestNotes(transaction, eventsMax);
    const events = await notedEvents(transaction, ids);
    const tally = createTally(now);
    await countAlerts(transaction, tally);
    await countEvents(transaction, events, { tables: STATISTICS, tally, noteIds: ids });
    await forgetNotes(transaction, ids);
    return { kind: 'counted', events: events.length, hasMore };
  });
};

/** Events that are added up before others have their turn. */
const EVENTS_OF_TURN = 1_000;

/** Adds events, and what the tally holds already, to the tables. */
export const countEvents = async (
  sql: Sql,
  events: readonly CountedEvent[],
  folding: { readonly tables: CountingTables; readonly tally: Tally; readonly noteIds: readonly number[] },
): Promise<void> => {
  for (const [i, event] of events.entries()) {
    if (i % EVENTS_OF_TURN === EVENTS_OF_TURN - 1) await nextTurn();
    folding.tally.addEvent(event);
  }
  await foldSessions(sql, events, folding);
  await addToRollups(sql, folding.tables, await folding.tally.additions());
};

const IS_WAITING = 'select exists (select from uncounted_batches) as is_waiting';
