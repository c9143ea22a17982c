import type { Sql } from '#store/sql.ts';

/** A model without its forest. */
export type AnomalyModelSummary = {
  /** 1, and one more with every training. */
  readonly version: number;
  readonly trainedAt: Date;
  /** Viewers' hours it learned from. */
  readonly trainedOn: number;
  readonly featureNames: readonly string[];
  readonly threshold: number;
  /** What its forest was grown with: the same hours and the same seed grow the same forest. */
  readonly seed: number;
};

/** A model as it is stored; `forest` as `formatForest` writes it. */
export type StoredAnomalyModel = AnomalyModelSummary & { readonly forest: string };

/** Where the newest model is read. */
export type AnomalyModelReader = {
  /** Null before the first training. */
  newestSummary(): Promise<AnomalyModelSummary | null>;
  /** The newest model when it is newer than `version`, else null. */
  newerThan(version: number): Promise<StoredAnomalyModel | null>;
};

/** Models kept, the newest among them, about 0.5 MB each. */
const MODELS_KEPT = 5;
/** Any number, the same in all processes: who holds this lock trains. */
const TRAINER_LOCK = 7_421_904_311;

/** The newest model read from the database. */
export const createAnomalyModelReader = (sql: Sql): AnomalyModelReader => ({
  newestSummary: () => readNewestSummary(sql),
  newerThan: async (version) => {
    const [row] = await sql.query<SummaryRow & { readonly forest: string }>(NEWER_THAN, [version]);
    return row === undefined ? null : { ...summaryOf(row), forest: row.forest };
  },
});

/** The newest model without its forest, or null before the first training. */
export const readNewestSummary = async (sql: Sql): Promise<AnomalyModelSummary | null> => {
  const [row] = await sql.query<SummaryRow>(NEWEST_SUMMARY);
  return row === undefined ? null : summaryOf(row);
};

/** Whether this transaction is the only one that trains, until it ends. */
export const becomeTrainer = async (transaction: Sql): Promise<boolean> => {
  const [row] = await transaction.query<{ readonly is_trainer: boolean }>(LOCK, [TRAINER_LOCK]);
  return row?.is_trainer ?? false;
};

/** Stores a model and drops those that are too old to keep. */
export const insertModel = async (transaction: Sql, model: StoredAnomalyModel): Promise<void> => {
  const { version, trainedAt, trainedOn, featureNames, threshold, seed, forest } = model;
  await transaction.query(INSERT, [version, trainedAt.toISOString(), trainedOn, JSON.stringify(featureNames), threshold, seed, forest]);
  await transaction.query(SWEEP, [version - MODELS_KEPT]);
};

type SummaryRow = {
  readonly version: number;
  readonly trained_at: string;
  readonly trained_on: number;
  readonly feature_names: readonly string[] | string;
  readonly threshold: number;
  readonly seed: number;
};

const summaryOf = (row: SummaryRow): AnomalyModelSummary => ({
  version: row.version,
  trainedAt: new Date(row.trained_at),
  trainedOn: row.trained_on,
  featureNames: typeof row.feature_names === 'string' ? JSON.parse(row.feature_names) : row.feature_names,
  threshold: row.threshold,
  seed: row.seed,
});

const SUMMARY = 'version, trained_at, trained_on::int as trained_on, feature_names, threshold, seed::float8 as seed';
const NEWEST_SUMMARY = `select ${SUMMARY} from anomaly_models order by version desc limit 1`;
const NEWER_THAN = `select ${SUMMARY}, forest from anomaly_models where version > $1::int order by version desc limit 1`;
const LOCK = 'select pg_try_advisory_xact_lock($1::bigint) as is_trainer';
const INSERT = `insert into anomaly_models (version, trained_at, trained_on, feature_names, threshold, seed, forest)
  values ($1::int, $2::timestamptz, $3::bigint, $4::jsonb, $5::double precision, $6::bigint, $7::text)`;
const SWEEP = 'delete from anomaly_models where version <= $1::int';
