import type { PreferencesByViewer, PrivacyPreferences } from '#domain/privacy-preferences.ts';
import { plainArray } from '#store/array-literal.ts';
import { type Erasure, ERASURES_AFTER, ERASURES_READ_MAX, erasureOf, type ErasureRow } from '#store/identities/erasures.ts';
import type { Sql } from '#store/sql.ts';

/** What these viewers (pseudonyms) asked for, in one statement by primary key; no statement for no viewers. */
export const readPreferences = async (sql: Sql, viewerIds: readonly string[]): Promise<PreferencesByViewer> => {
  if (viewerIds.length === 0) return NOBODY;
  const rows = await sql.query<PreferenceRow>(READ, [plainArray(viewerIds)]);
  return new Map(rows.map((row) => [row.viewer_id, preferencesOf(row)]));
};

/** The same, and who was erased after a sequence, the first ERASURES_READ_MAX of them: still one statement. */
export const readPreferencesAndErasures = async (sql: Sql, { viewerIds, erasuresAfter }: BatchPersons): Promise<PersonsRead> => {
  const rows = await sql.query<PreferenceRow | ErasedRow>(READ_BOTH, [plainArray(viewerIds), erasuresAfter]);
  const preferences = new Map<string, PrivacyPreferences>();
  const erasures: Erasure[] = [];
  for (const row of rows) {
    if (row.erasure === null) preferences.set(row.viewer_id, preferencesOf(row));
    else erasures.push(erasureOf(row));
  }
  return { preferences, erasures };
};

/** Whom a batch is about, and the last erasure that was known when they were identified. */
type BatchPersons = { readonly viewerIds: readonly string[]; readonly erasuresAfter: number };
type PersonsRead = { readonly preferences: PreferencesByViewer; readonly erasures: readonly Erasure[] };

type PreferenceRow = {
  readonly viewer_id: string;
  readonly do_not_track_since: string | null;
  readonly sale_opt_out_since: string | null;
  readonly deletion_requested_at: string | null;
  readonly updated_at: string;
  readonly erasure: null;
};
type ErasedRow = ErasureRow & { readonly viewer_id: null };

const preferencesOf = (row: PreferenceRow): PrivacyPreferences => ({
  doNotTrack: row.do_not_track_since !== null,
  doNotTrackSince: instantOf(row.do_not_track_since),
  saleOptOut: row.sale_opt_out_since !== null,
  saleOptOutSince: instantOf(row.sale_opt_out_since),
  deletionRequestedAt: instantOf(row.deletion_requested_at),
  updatedAt: new Date(row.updated_at),
});

const NOBODY: PreferencesByViewer = new Map();
const instantOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** viewer_preferences_pkey */
const READ = `select viewer_id, do_not_track_since, sale_opt_out_since, deletion_requested_at, updated_at, null as erasure
  from viewer_preferences where viewer_id = any($1::uuid[])`;

/** viewer_preferences_pkey, identities_erasure_index: nearly always there are no erasures. */
const READ_BOTH = `select p.viewer_id, p.do_not_track_since, p.sale_opt_out_since, p.deletion_requested_at, p.updated_at,
    null::bigint as erasure, null as kind, null as hash
  from viewer_preferences p where p.viewer_id = any($1::uuid[])
  union all
  (select null, null, null, null, null, erasure, kind, hash from (${ERASURES_AFTER(2)}) as e order by erasure limit ${ERASURES_READ_MAX})`;
