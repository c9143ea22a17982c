import type { PreferencesByViewer } from '#domain/privacy-preferences.ts';
import { plainArray } from '#store/array-literal.ts';
import type { Sql } from '#store/sql.ts';

/** What these viewers (pseudonyms) asked for, in one statement by primary key; no statement for no viewers. */
export const readPreferences = async (sql: Sql, viewerIds: readonly string[]): Promise<PreferencesByViewer> => {
  if (viewerIds.length === 0) return NOBODY;
  const rows = await sql.query<PreferenceRow>(READ, [plainArray(viewerIds)]);
  return new Map(
    rows.map((row) => [
      row.viewer_id,
      {
        doNotTrack: row.do_not_track_since !== null,
        doNotTrackSince: instantOf(row.do_not_track_since),
        saleOptOut: row.sale_opt_out_since !== null,
        saleOptOutSince: instantOf(row.sale_opt_out_since),
        deletionRequestedAt: instantOf(row.deletion_requested_at),
        updatedAt: new Date(row.updated_at),
      },
    ]),
  );
};

type PreferenceRow = {
  readonly viewer_id: string;
  readonly do_not_track_since: string | null;
  readonly sale_opt_out_since: string | null;
  readonly deletion_requested_at: string | null;
  readonly updated_at: string;
};

const NOBODY: PreferencesByViewer = new Map();
const instantOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** viewer_preferences_pkey */
const READ = `select viewer_id, do_not_track_since, sale_opt_out_since, deletion_requested_at, updated_at
  from viewer_preferences where viewer_id = any($1::uuid[])`;
