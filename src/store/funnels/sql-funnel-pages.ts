import type { FunnelEvent } from '#domain/funnels/funnel.ts';
import type { PlaybackEventType } from '#domain/playback-event.ts';
import type { Sql } from '#store/sql.ts';
import { FIRST_POSITION, pageStatement } from './funnel-statement.ts';
import { type FunnelPages, PageTimeout } from './funnel-pages.ts';

/** A page that takes longer is given up. The embedded database cannot give up a statement. */
const PAGE_MS_MAX = 10_000;

/** Pages read from the database. */
export const createSqlFunnelPages = (
  sql: Sql,
  { pageRows, pageMsMax = PAGE_MS_MAX }: { readonly pageRows: number; readonly pageMsMax?: number },
): FunnelPages =>
  async function* readFunnelPages(request) {
    let after = FIRST_POSITION;
    for (;;) {
      const { text, values } = pageStatement(request, { after, limit: pageRows });
      const rows = await withinTime(sql, pageMsMax, (timed) => timed.query<Row>(text, values));
      yield rows.map(eventOf);
      const last = rows.at(-1);
      if (last === undefined || rows.length < pageRows) return;
      after = { viewerId: last.viewer_id, occurredAt: last.occurred_at, key: last.key };
    }
  };

type Row = {
  readonly viewer_id: string;
  readonly occurred_at: string;
  readonly key: string;
  readonly event_type: PlaybackEventType;
  readonly content_id: string | null;
};

const eventOf = (row: Row): FunnelEvent => ({
  viewerId: row.viewer_id,
  at: Date.parse(row.occurred_at),
  eventType: row.event_type,
  contentId: row.content_id,
});

/** SQLSTATE of a statement that was given up. */
const GIVEN_UP = '57014';

const withinTime = async <T>(sql: Sql, ms: number, work: (sql: Sql) => Promise<T>): Promise<T> => {
  try {
    return await sql.transaction(async (transaction) => {
      await transaction.query(`select set_config('statement_timeout', $1, true)`, [String(ms)]);
      return work(transaction);
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === GIVEN_UP) throw new PageTimeout('', { cause: error });
    throw error;
  }
};
