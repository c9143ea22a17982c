import type { ComplianceReader } from './compliance/compliance-reader.ts';
import { createSqlComplianceReader } from './compliance/sql-compliance-reader.ts';
import type { ConsentSignalsReader } from './consent/consent-signals-reader.ts';
import { createConsentSignalsReader } from './consent/consent-signals-reader.ts';
import type { EventReader } from './events/event-reader.ts';
import { createSqlEventReader } from './events/sql-event-reader.ts';
import type { OwnedEventReader } from './events/owned-event-reader.ts';
import { createSqlOwnedEventReader } from './events/sql-owned-event-reader.ts';
import type { FunnelReader } from './funnels/funnel-reader.ts';
import { createSqlFunnelReader } from './funnels/sql-funnel-reader.ts';
import type { PipelineReader } from './pipeline/pipeline-reader.ts';
import { createSqlPipelineReader } from './pipeline/sql-pipeline-reader.ts';
import type { SessionReader } from './sessions/session-reader.ts';
import { createSqlSessionReader } from './sessions/sql-session-reader.ts';
import type { Sql } from './sql.ts';
import { createSqlStatisticsReader } from './statistics/sql-statistics-reader.ts';
import type { StatisticsReader } from './statistics/statistics-reader.ts';
import { createSqlViewerReader } from './viewers/sql-viewer-reader.ts';
import type { ViewerReader } from './viewers/viewer-reader.ts';

/** What is read by statements alone: events, and what was counted of them. */
export type SqlReaders = {
  readonly events: EventReader;
  readonly consentSignals: ConsentSignalsReader;
  readonly ownedEvents: OwnedEventReader;
  readonly funnels: FunnelReader;
  readonly viewers: ViewerReader;
  readonly statistics: StatisticsReader;
  readonly compliance: ComplianceReader;
  readonly pipeline: PipelineReader;
  readonly sessions: SessionReader;
};

/** All readers over one database. */
export const createSqlReaders = (
  sql: Sql,
  { mode, now }: { readonly mode: 'embedded' | 'server'; readonly now: () => Date },
): SqlReaders => ({
  events: createSqlEventReader(sql),
  consentSignals: createConsentSignalsReader(sql),
  ownedEvents: createSqlOwnedEventReader(sql),
  viewers: createSqlViewerReader(sql),
  funnels: createSqlFunnelReader(sql, mode),
  statistics: createSqlStatisticsReader(sql, now),
  compliance: createSqlComplianceReader(sql, now),
  pipeline: createSqlPipelineReader(sql, now),
  sessions: createSqlSessionReader(sql),
});
