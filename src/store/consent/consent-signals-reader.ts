import type { ConsentSignals } from '#domain/consent.ts';
import { plainArray } from '#store/array-literal.ts';
import type { Sql } from '#store/sql.ts';

/** Consent signals of stored events, as read. */
export type ConsentSignalsReader = {
  /** Signals by hash, in the order asked for, null where there are none. One statement. */
  byHashes(hashes: readonly string[]): Promise<readonly (ConsentSignals | null)[]>;
};

/** Consent signals read from the database. */
export const createConsentSignalsReader = (sql: Sql): ConsentSignalsReader => ({
  byHashes: async (hashes) => {
    const rows = await sql.query<Row>(BY_HASH, [plainArray(hashes)]);
    const found = new Map(rows.map(({ hash, signals }) => [hash.replaceAll('-', ''), signalsOf(signals)]));
    return hashes.map((hash) => found.get(hash) ?? null);
  },
});

/** By primary key. */
const BY_HASH = 'select hash, signals from consent_signals where hash = any($1::uuid[])';

type Row = {
  readonly hash: string;
  readonly signals: Omit<ConsentSignals, 'videoDisclosureConsentAt'> & { readonly videoDisclosureConsentAt: string | null };
};

const signalsOf = (signals: Row['signals']): ConsentSignals => {
  const at = signals.videoDisclosureConsentAt;
  return { ...signals, videoDisclosureConsentAt: at === null ? null : new Date(at) };
};
