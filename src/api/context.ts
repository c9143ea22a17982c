import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { CallerQuotas } from '#access/limits/caller-quotas.ts';
import type { ApiKeyService } from '#access/keys/api-key-service.ts';
import type { Principal } from '#access/principal.ts';
import type { SignIn } from '#access/users/sign-in.ts';
import type { PersonalDataAccess } from '#access/subjects/personal-data-access.ts';
import type { PrivacyDesk } from '#access/subjects/privacy-desk.ts';
import type { AlertFeed } from '#alerts/alert-feed.ts';
import type { IngestService } from '#ingest/ingest-service.ts';
import type { AlertLog } from '#store/alerts/alert-log.ts';
import type { AnomalyModelReader } from '#store/anomaly/anomaly-model-table.ts';
import type { ComplianceReader } from '#store/compliance/compliance-reader.ts';
import type { ConsentSignalsReader } from '#store/consent/consent-signals-reader.ts';
import type { EventReader } from '#store/events/event-reader.ts';
import type { FunnelReader } from '#store/funnels/funnel-reader.ts';
import type { OwnedEventReader } from '#store/events/owned-event-reader.ts';
import type { IdentityTable } from '#store/identities/identity-table.ts';
import type { SubjectReader } from '#store/identities/subject-reader.ts';
import type { PipelineReader } from '#store/pipeline/pipeline-reader.ts';
import type { PreferenceRepository } from '#store/preferences/preference-repository.ts';
import type { SessionReader } from '#store/sessions/session-reader.ts';
import type { StatisticsReader } from '#store/statistics/statistics-reader.ts';
import type { EventStream } from '#stream/event-stream.ts';
import type { ViewerReader } from '#store/viewers/viewer-reader.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import type { RuleBook } from './rule-book.ts';

/** What the whole process shares. */
export type ApiPorts = {
  readonly ingest: IngestService;
  readonly events: EventReader;
  readonly consentSignals: ConsentSignalsReader;
  readonly subjects: SubjectReader;
  readonly viewers: ViewerReader;
  readonly ownedEvents: OwnedEventReader;
  readonly alertLog: AlertLog;
  readonly statistics: StatisticsReader;
  readonly compliance: ComplianceReader;
  readonly pipeline: PipelineReader;
  readonly sessions: SessionReader;
  readonly funnels: FunnelReader;
  readonly feed: AlertFeed;
  readonly stream: Pick<EventStream, 'status'>;
  readonly anomalyModels: Pick<AnomalyModelReader, 'newestSummary'>;
  readonly identify: IdentityTable['identify'];
  readonly preferences: PreferenceRepository;
  readonly personalData: PersonalDataAccess;
  readonly privacyDesk: PrivacyDesk;
  readonly rules: RuleBook;
  readonly signIn: SignIn;
  readonly quotas: CallerQuotas;
  readonly apiKeys: ApiKeyService;
  readonly now: () => Date;
  readonly log: Logger;
};

/** All a resolver may touch, made anew for each request. */
export type ApiContext = {
  readonly ports: ApiPorts;
  readonly principal: Principal;
  /** When the request came: the now of every part of its answer. */
  readonly startedAt: Date;
  /** Names this request in answers and logs. */
  readonly requestId: string;
  /** Where the caller is, as far as proxies that are trusted say; `unknown` for who does not come over the network. */
  readonly address: string;
  /** Cursor of the last message an SSE client has, when it reconnects. */
  readonly lastEventId: string | null;
  /** Fires when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  readonly loaders: Loaders;
};

/** A context with loaders of its own. */
export const createContext = (
  ports: ApiPorts,
  principal: Principal,
  request: {
    readonly requestId?: string;
    readonly address?: string;
    readonly lastEventId?: string | null;
    readonly signal?: AbortSignal;
  } = {},
): ApiContext => ({
  ports,
  principal,
  startedAt: ports.now(),
  requestId: request.requestId ?? randomUUID(),
  address: request.address ?? 'unknown',
  lastEventId: request.lastEventId ?? null,
  signal: request.signal ?? NEVER,
  loaders: createLoaders(ports, principal),
});

const NEVER = new AbortController().signal;

/** What decides which data a principal may see: equal texts may share an answer. */
export const permissionsOf = ({ scopes }: Principal): string => [...scopes].toSorted().join(' ');
