import DataLoader from 'dataloader';
import type { Principal } from '#access/principal.ts';
import type { PersonalData, PersonalDataAccess, PersonalDataQuestion } from '#access/subjects/personal-data-access.ts';
import type { PrivacyDesk } from '#access/subjects/privacy-desk.ts';
import type { ConsentSignals } from '#domain/consent.ts';
import type { PrivacyPreferences } from '#domain/privacy-preferences.ts';
import type { PrivacyRequest } from '#domain/privacy-request.ts';
import type { RiskAlert } from '#domain/risk-alert.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import type { AlertLog } from '#store/alerts/alert-log.ts';
import type { ConsentSignalsReader } from '#store/consent/consent-signals-reader.ts';
import type { EventReader } from '#store/events/event-reader.ts';
import type { OwnedEventReader } from '#store/events/owned-event-reader.ts';
import type { Subject, SubjectReader } from '#store/identities/subject-reader.ts';
import type { PreferenceRepository } from '#store/preferences/preference-repository.ts';
import type { SessionId, SessionReader, StoredSession } from '#store/sessions/session-reader.ts';
import type { StatisticsReader } from '#store/statistics/statistics-reader.ts';
import { createFigureLoaders, type FigureLoaders } from './key-figures/figure-loaders.ts';
import type { TypeCount, ViewerReader, ViewerRisk, ViewerSpan } from '#store/viewers/viewer-reader.ts';
import { createOwnedEventLoaders, type OwnedEventLoaders } from './owned-events/owned-event-loaders.ts';
import type { RuleBook } from './rule-book.ts';
import { currentRisk } from './viewers/current-risk.ts';

/** References between types, gathered: one read for all that a page asks for at once; null where there is nothing. */
export type Loaders = {
  readonly eventByKey: DataLoader<string, StoredEvent | null>;
  readonly consentSignalsByHash: DataLoader<string, ConsentSignals | null>;
  readonly viewerById: DataLoader<string, Subject | null>;
  readonly deviceById: DataLoader<string, Subject | null>;
  readonly preferencesByViewer: DataLoader<string, PrivacyPreferences>;
  readonly viewerSpan: DataLoader<string, ViewerSpan | null>;
  readonly viewerTypeCounts: DataLoader<string, readonly TypeCount[]>;
  readonly viewerRisk: DataLoader<string, ViewerRisk>;
  readonly ownedEvents: OwnedEventLoaders;
  readonly alertBySequence: DataLoader<number, RiskAlert | null>;
  readonly personalData: DataLoader<PersonalDataQuestion, PersonalData | null, string>;
  readonly privacyRequestById: DataLoader<string, PrivacyRequest | null>;
  readonly sessionById: DataLoader<SessionId, StoredSession | null, string>;
} & FigureLoaders;

/** Keys read at once; more are read in further statements. */
const LOAD_KEYS_MAX = 500;
/** Persons one audit entry names. */
const PERSONS_MAX = 100;

/** What loaders read from. */
export type LoaderPorts = {
  readonly events: EventReader;
  readonly consentSignals: ConsentSignalsReader;
  readonly subjects: SubjectReader;
  readonly preferences: PreferenceRepository;
  readonly alertLog: AlertLog;
  readonly sessions: SessionReader;
  readonly statistics: StatisticsReader;
  readonly viewers: ViewerReader;
  readonly ownedEvents: OwnedEventReader;
  readonly rules: Pick<RuleBook, 'all'>;
  readonly now: () => Date;
  readonly personalData: PersonalDataAccess;
  readonly privacyDesk: Pick<PrivacyDesk, 'byIds'>;
};

/** Loaders for one request of a caller. */
export const createLoaders = (ports: LoaderPorts, principal: Principal): Loaders => ({
  eventByKey: loader((keys) => ports.events.byKeys(keys)),
  consentSignalsByHash: loader((hashes) => ports.consentSignals.byHashes(hashes)),
  viewerById: loader((ids) => ports.subjects.byIds('VIEWER', ids)),
  deviceById: loader((ids) => ports.subjects.byIds('DEVICE', ids)),
  preferencesByViewer: loader((ids) => ports.preferences.ofViewers(ids)),
  viewerSpan: loader((ids) => ports.viewers.spans(ids)),
  viewerTypeCounts: loader((ids) => ports.viewers.countsByType(ids)),
  viewerRisk: loader((ids) => currentRisk(ports, ids)),
  ownedEvents: createOwnedEventLoaders(ports),
  alertBySequence: loader((sequences) => ports.alertLog.bySequence(sequences)),
  personalData: new DataLoader((questions) => ports.personalData.read(principal, questions), {
    maxBatchSize: PERSONS_MAX,
    cacheKeyFn: (question) => JSON.stringify(question),
  }),
  privacyRequestById: loader((ids) => ports.privacyDesk.byIds(ids)),
  sessionById: new DataLoader((ids) => ports.sessions.byIds(ids), {
    maxBatchSize: LOAD_KEYS_MAX,
    cacheKeyFn: ({ source, sessionId }) => JSON.stringify([source, sessionId]),
  }),
  ...createFigureLoaders(ports.statistics, LOAD_KEYS_MAX),
});

const loader = <K, V>(load: (keys: readonly K[]) => Promise<readonly V[]>): DataLoader<K, V> =>
  new DataLoader(load, { maxBatchSize: LOAD_KEYS_MAX });
