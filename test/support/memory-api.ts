import { pino } from 'pino';
import { SIGN_IN_ELSEWHERE } from '#access/users/sign-in.ts';
import type { AuditEntry } from '#domain/audit/audit-entry.ts';
import { createCallerQuotas } from '#access/limits/caller-quotas.ts';
import { createMemoryRateLimiter } from '#access/limits/memory-rate-limiter.ts';
import type { Principal } from '#access/principal.ts';
import type { AlertFeed } from '#alerts/alert-feed.ts';
import { createMemoryAlertBus } from '#alerts/memory-alert-bus.ts';
import { createRingAlertFeed } from '#alerts/ring-alert-feed.ts';
import { type ApiPorts, createContext } from '#api/context.ts';
import { executeOperation } from '#api/execute-operation.ts';
import { alertMatcher } from '#api/risk/alert-matcher.ts';
import { schema } from '#api/schema.ts';
import type { AlertCondition } from '#domain/conditions/alert-condition.ts';
import type { ConsentSignals } from '#domain/consent.ts';
import type { RiskAlert } from '#domain/risk-alert.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import type { BatchDraft, IngestService } from '#ingest/ingest-service.ts';
import type { ApiKey } from '#store/access/api-key-repository.ts';
import type { AlertLog } from '#store/alerts/alert-log.ts';
import type { AnomalyModelSummary } from '#store/anomaly/anomaly-model-table.ts';
import type { ConsentSignalsReader } from '#store/consent/consent-signals-reader.ts';
import type { ComplianceReader } from '#store/compliance/compliance-reader.ts';
import type { PipelineReader } from '#store/pipeline/pipeline-reader.ts';
import { createFunnelReader } from '#store/funnels/create-funnel-reader.ts';
import type { FunnelReader } from '#store/funnels/funnel-reader.ts';
import type { StatisticsReader } from '#store/statistics/statistics-reader.ts';
import type { StoredSession } from '#store/sessions/session-reader.ts';
import type { Subject, SubjectReader } from '#store/identities/subject-reader.ts';
import { type ExecutionResult, parse, validate } from 'graphql';
import { createMemoryPersons, type MemoryPersonsContents } from './memory-persons.ts';
import { createArrayAlertLog } from './array-alert-log.ts';
import { createArrayEventReader, createArrayOwnedEventReader } from './array-event-reader.ts';
import { createArrayPreferences } from './array-preferences.ts';
import { createArraySessionReader } from './array-session-reader.ts';
import { arrayFunnelPages } from './array-funnel-pages.ts';
import { createArrayViewerReader } from './array-viewer-reader.ts';
import { NOON } from './builders.ts';
import { emptyCompliance, emptyPipeline, emptyStatistics, recorded } from './memory-statistics.ts';
import { unchangedRules } from './unchanged-rules.ts';
import { aPrincipal } from './a-principal.ts';
import { createMemoryAuditDesk, createMemoryAuditLog } from './memory-audit.ts';
import { createMemoryApiKeys } from './memory-api-keys.ts';

/** Five minutes after the events and alerts that builders make. */
export const NOW = new Date(NOON.getTime() + 300_000);

/** What the API stands on, in memory: fill it, ask the API, look at what it asked for. */
export type MemoryApi = {
  readonly ports: ApiPorts;
  /** Names of the reads that were made, in order. */
  readonly reads: string[];
  readonly batches: BatchDraft[];
  /** What became of each subscription, in the order in which they began. */
  readonly followers: readonly Follower[];
  /** What was told to the audit. */
  readonly audited: readonly AuditEntry[];
  /** Puts alerts into the log and tells the feed. */
  raise(count: number, overrides?: Partial<RiskAlert>): Promise<void>;
  /** Executes an operation; a document that is not valid throws. */
  ask(query: string, variables?: Readonly<Record<string, unknown>>, principal?: Principal): Promise<ExecutionResult>;
} & AsyncDisposable;

/** How many messages a subscription has asked for and got, and whether it is over. */
export type Follower = { pulled: number; hasEnded: boolean };

export type MemoryApiContents = MemoryPersonsContents & {
  readonly events?: readonly StoredEvent[];
  /** Pseudonyms by original id. */
  readonly viewers?: Readonly<Record<string, string>>;
  readonly subjects?: Partial<SubjectReader>;
  readonly ingest?: Partial<IngestService>;
  /** By hash. */
  readonly consentSignals?: Readonly<Record<string, ConsentSignals>>;
  readonly statistics?: Partial<StatisticsReader>;
  readonly compliance?: Partial<ComplianceReader>;
  readonly pipeline?: Partial<PipelineReader>;
  readonly sessions?: readonly StoredSession[];
  /** Age of the oldest entry of the stream. */
  readonly lagMs?: number;
  readonly funnels?: Partial<FunnelReader>;
  readonly anomalyModel?: AnomalyModelSummary;
  readonly rules?: Partial<ApiPorts['rules']>;
  readonly signIn?: Partial<ApiPorts['signIn']>;
  /** Default those of callers, by a clock that stands still, with addresses that may send as much as they like. */
  readonly quotas?: ApiPorts['quotas'];
  readonly apiKeys?: readonly ApiKey[];
  readonly heartbeatMs?: number;
  /** A clock that stands still at NOW unless it is given. */
  readonly now?: () => Date;
};

export const createMemoryApi = async (contents: MemoryApiContents = {}): Promise<MemoryApi> => {
  const { now = () => NOW } = contents;
  const log = pino({ level: 'silent' });
  const reads: string[] = [];
  const batches: BatchDraft[] = [];
  const followers: Follower[] = [];
  const array = createArrayAlertLog();
  const alertLog = alertLogOver(array, reads);
  const bus = createMemoryAlertBus({ log });
  const audit = createMemoryAuditDesk(contents.auditFailure);
  const persons = createMemoryPersons(contents, audit);
  const feed = await createRingAlertFeed({ log: alertLog, bus, logger: log, heartbeatMs: contents.heartbeatMs ?? 15_000 });
  const ports: ApiPorts = {
    ingest: { ...ingestInto(batches), ...contents.ingest },
    events: createArrayEventReader(contents.events ?? [], reads),
    consentSignals: consentSignalsReader(contents.consentSignals ?? {}, reads),
    subjects: { ...subjectReader(contents.viewers ?? {}, reads), ...contents.subjects },
    viewers: createArrayViewerReader(contents.events ?? [], reads),
    ownedEvents: createArrayOwnedEventReader(contents.events ?? [], reads),
    alertLog,
    ...countedPorts(contents, reads),
    funnels: { ...funnelsOver(contents.events ?? []), ...contents.funnels },
    feed: { ...feed, follow: (request) => observed(feed.follow(request), followers) },
    stream: recorded('stream', { status: async () => ({ ...someStatus, lagMs: contents.lagMs ?? 12.5 }) }, reads),
    anomalyModels: { newestSummary: async () => contents.anomalyModel ?? null },
    rules: { ...unchangedRules, ...contents.rules },
    audit,
    auditLog: createMemoryAuditLog(),
    signIn: { ...SIGN_IN_ELSEWHERE, ...contents.signIn },
    quotas: quotasOf(contents),
    apiKeys: createMemoryApiKeys(contents.apiKeys, now),
    preferences: createArrayPreferences(reads),
    ...persons.ports,
    identify: async (_kind, originals) => new Map([...originals].map((original) => [original, contents.viewers?.[original] ?? original])),
    now,
    log,
  };
  return {
    ports,
    reads,
    batches,
    followers,
    audited: audit.entries,
    raise: (count, overrides) => bus.publish(array.raise(count, overrides)),
    async ask(query, variables = {}, principal = aPrincipal()) {
      const document = parse(query);
      const [invalid] = validate(schema, document);
      if (invalid !== undefined) throw invalid;
      const contextValue = createContext(ports, principal);
      return executeOperation({ schema, document, variableValues: variables, contextValue });
    },
    [Symbol.asyncDispose]: () => feed[Symbol.asyncDispose](),
  };
};

const UNHINDERED = { perAddress: 100_000_000, anonymous: 100_000_000 };

const quotasOf = ({ now = () => NOW, quotas }: MemoryApiContents): ApiPorts['quotas'] =>
  quotas ?? createCallerQuotas({ limiter: createMemoryRateLimiter({ now }), rates: UNHINDERED });

const someStatus = { entries: 2, waitingEvents: 900, pendingEntries: 1, consumers: [] };

const countedPorts = ({ statistics, compliance, pipeline, sessions }: MemoryApiContents, reads: string[]) => {
  const counted = { ...emptyStatistics, ...statistics };
  return {
    statistics: { ...recorded('statistics', counted, reads), alignedRange: counted.alignedRange },
    compliance: recorded('compliance', { ...emptyCompliance, ...compliance }, reads),
    pipeline: recorded('pipeline', { ...emptyPipeline, ...pipeline }, reads),
    sessions: recorded('sessions', createArraySessionReader(sessions ?? []), reads),
  };
};

const observed = (stream: ReturnType<AlertFeed['follow']>, followers: Follower[]): typeof stream => {
  const follower: Follower = { pulled: 0, hasEnded: false };
  followers.push(follower);
  return {
    ...stream,
    async next() {
      const result = await stream.next();
      if (result.done) follower.hasEnded = true;
      else follower.pulled += 1;
      return result;
    },
    return() {
      follower.hasEnded = true;
      return stream.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
};

const ingestInto = (batches: BatchDraft[]): IngestService => ({
  async ingestBatch(batch) {
    batches.push(batch);
    const common = {
      batchId: batch.batchId ?? 'made-up',
      receivedAt: NOW,
      rejectedCount: 0,
      replayed: false,
      rejected: [],
      warnings: [],
      assessments: [],
    };
    return { ...common, acceptedCount: batch.events.length, durability: 'MEMORY', problems: [] };
  },
  ingestOne: async ({ event }) => ({
    eventId: event.playback.eventId,
    accepted: true,
    durability: 'MEMORY',
    rejected: null,
    problems: [],
  }),
});

const subjectReader = (viewers: Readonly<Record<string, string>>, reads: string[]): SubjectReader => ({
  async pseudonyms(_kind, originals) {
    reads.push('subjects.pseudonyms');
    return originals.map((original) => viewers[original] ?? null);
  },
  async byIds(kind, ids): Promise<readonly (Subject | null)[]> {
    reads.push('subjects.byIds');
    return ids.map((id) => ({ id, kind, createdAt: NOON }));
  },
});

const consentSignalsReader = (signals: Readonly<Record<string, ConsentSignals>>, reads: string[]): ConsentSignalsReader => ({
  async byHashes(hashes) {
    reads.push('consentSignals.byHashes');
    return hashes.map((hash) => signals[hash] ?? null);
  },
});

const funnelsOver = (events: readonly StoredEvent[]): FunnelReader =>
  createFunnelReader({ pages: arrayFunnelPages(events), eventsMax: 1_000, togetherMax: 2 });

const ALL = 100_000;

const alertLogOver = (array: ReturnType<typeof createArrayAlertLog>, reads: string[]): AlertLog => {
  const matching = async (condition: AlertCondition) => (await array.readAfter(0, ALL)).filter(alertMatcher(condition));
  return {
    bounds: array.bounds,
    head: array.head,
    readAfter: array.readAfter,
    async page({ condition, after = 0, before = ALL, limit, from }) {
      reads.push('alertLog.page');
      const between = (await matching(condition)).filter(({ sequence }) => sequence > after && sequence < before);
      return { alerts: from === 'first' ? between.slice(0, limit) : between.slice(-limit), hasMore: between.length > limit };
    },
    count: async (condition, limit) => Math.min((await matching(condition)).length, limit + 1),
    async bySequence(sequences) {
      reads.push('alertLog.bySequence');
      const alerts = await array.readAfter(0, ALL);
      return sequences.map((sequence) => alerts.find((alert) => alert.sequence === sequence) ?? null);
    },
  };
};
