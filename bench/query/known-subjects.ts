import { onPostgres } from '../../test/support/on-postgres.ts';
import { userIdOf } from './audience.ts';

/** What is asked about: somebody and something that has been seen. */
export type KnownSubjects = {
  readonly userIds: readonly string[];
  readonly contentIds: readonly string[];
  readonly sessions: readonly { readonly source: string; readonly sessionId: string }[];
};

const SUBJECTS_MAX = 500;
/** Those that are watched most: the others may not have been watched in part of the range. */
const TITLES_MAX = 100;

/** Picks viewers, titles and sessions of a database, so that no answer is empty. */
export const readKnownSubjects = (databaseUrl: string): Promise<KnownSubjects> =>
  onPostgres(databaseUrl, async (client) => {
    const viewers = await client.query<{ number: number }>(VIEWERS, [SUBJECTS_MAX]);
    const titles = await client.query<{ content_id: string }>(TITLES, [TITLES_MAX]);
    const sessions = await client.query<{ source: string; session_id: string }>(SESSIONS, [SUBJECTS_MAX]);
    return {
      userIds: viewers.rows.map(({ number }) => userIdOf(number)),
      contentIds: titles.rows.map(({ content_id }) => content_id),
      sessions: sessions.rows.map(({ source, session_id }) => ({ source, sessionId: session_id })),
    };
  });

const VIEWERS = `select number from bench_screens b where exists (select from sessions s where s.viewer_id = b.viewer_id)
  order by random() limit $1::int`;
const TITLES = `select key1 as content_id from rollups where rollup = 'CONTENT' and grain = 'DAY' and plays > 0 group by 1
  order by sum(plays) desc limit $1::int`;
const SESSIONS = 'select source, session_id from sessions order by random() limit $1::int';
