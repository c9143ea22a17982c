import type { ComplianceReader } from './compliance/compliance-reader.ts';
import { createSqlComplianceReader } from './compliance/sql-compliance-reader.ts';
import type { PipelineReader } from './pipeline/pipeline-reader.ts';
import { createSqlPipelineReader } from './pipeline/sql-pipeline-reader.ts';
import type { SessionReader } from './sessions/session-reader.ts';
import { createSqlSessionReader } from './sessions/sql-session-reader.ts';
import type { Sql } from './sql.ts';
import { createSqlStatisticsReader } from './statistics/sql-statistics-reader.ts';
import type { StatisticsReader } from './statistics/statistics-reader.ts';

/** What is read of what was counted. */
export type CountedReaders = {
  readonly statistics: StatisticsReader;
  readonly compliance: ComplianceReader;
  readonly pipeline: PipelineReader;
  readonly sessions: SessionReader;
};

/** All readers of what was counted, over one database. */
export const createSqlReaders = (sql: Sql, now: () => Date): CountedReaders => ({
  statistics: createSqlStatisticsReader(sql, now),
  compliance: createSqlComplianceReader(sql, now),
  pipeline: createSqlPipelineReader(sql, now),
  sessions: createSqlSessionReader(sql),
});
