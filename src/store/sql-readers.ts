import { createConsentSignalsReader } from './consent/consent-signals-reader.ts';
import { createSqlEventReader } from './events/sql-event-reader.ts';
import { createSqlOwnedEventReader } from './events/sql-owned-event-reader.ts';
import { createSqlFunnelReader } from './funnels/sql-funnel-reader.ts';
import type { Sql } from './sql.ts';
import { createSqlViewerReader } from './viewers/sql-viewer-reader.ts';

/** What is read from events, by statements alone. */
export const createSqlReaders = (sql: Sql, mode: 'embedded' | 'server') => ({
  events: createSqlEventReader(sql),
  consentSignals: createConsentSignalsReader(sql),
  ownedEvents: createSqlOwnedEventReader(sql),
  viewers: createSqlViewerReader(sql),
  funnels: createSqlFunnelReader(sql, mode),
});
