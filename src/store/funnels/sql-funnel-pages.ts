import type { FunnelEvent } from '#domain/funnels/funnel.ts';
import type { PlaybackEventType } from '#domain/playback-event.ts';
import type { Sql } from '#store/sql.ts';
import { FIRST_POSITION, pageStatement, type PageStatement } from './funnel-statement.ts';
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
      const rows = await readPage(pageStatement(request, { after, limit: pageRows }), { sql, pageMsMax });
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

/** A page is read in time, and in the order of an index. */
const SETTINGS = `select set_config('statement_timeout', $1, true), set_config('enable_seqscan', 'off', true),
  set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', $2, true)`;

type Reading = { readonly sql: Sql; readonly pageMsMax: number };

const readPage = async ({ text, values, maySort }: PageStatement, { sql, pageMsMax }: Reading): Promise<readonly Row[]> => {
  try {
    return await sql.transaction(async (transaction) => {
      await transaction.query(SETTINGS, [String(pageMsMax), maySort ? 'on' : 'off']);
      return transaction.query<Row>(text, values);
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === GIVEN_UP) throw new PageTimeout('', { cause: error });
    throw error;
  }
};
