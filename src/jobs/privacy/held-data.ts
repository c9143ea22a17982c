import { EVERYTHING, oneOf } from '#domain/conditions/condition.ts';
import { alertCursor, eventCursor, sessionCursor } from '#domain/cursor.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import type { AlertLog } from '#store/alerts/alert-log.ts';
import type { ConsentSignalsReader } from '#store/consent/consent-signals-reader.ts';
import type { OwnedEventReader } from '#store/events/owned-event-reader.ts';
import type { PersonalDataReader } from '#store/identities/personal-data-reader.ts';
import type { SubjectReader } from '#store/identities/subject-reader.ts';
import type { PreferenceRepository } from '#store/preferences/preference-repository.ts';
import type { PrivacyRequestRepository } from '#store/privacy/privacy-request-repository.ts';
import type { SessionReader } from '#store/sessions/session-reader.ts';

/** Where everything that is held about a viewer is read from. */
export type HeldDataReaders = {
  readonly subjects: SubjectReader;
  readonly personalData: PersonalDataReader;
  readonly preferences: PreferenceRepository;
  readonly ownedEvents: OwnedEventReader;
  readonly consentSignals: ConsentSignalsReader;
  readonly sessions: SessionReader;
  readonly alertLog: AlertLog;
  readonly requests: PrivacyRequestRepository;
};

/** Everything that is held about a viewer, as an export. `continueWith` tells, of a list that was cut, how to go on. */
export type HeldData = { readonly count: number; readonly export: Readonly<Record<string, unknown>> };

/** Items of one list in an export; more are asked for page by page. */
export const EXPORT_ITEMS_MAX = 5_000;
const PAGE = 500;

/** Gathers what is held; null when nobody of this pseudonym is known any more. `afterPage` is called between pages. */
export const gatherHeldData = async (
  readers: HeldDataReaders,
  viewerId: string,
  afterPage: () => Promise<void>,
): Promise<HeldData | null> => {
  const [viewer = null] = await readers.subjects.byIds('VIEWER', [viewerId]);
  const [userId = null] = await readers.personalData.originals([viewerId]);
  if (viewer === null || userId === null) return null;
  const [preferences] = await readers.preferences.ofViewers([viewerId]);
  const lists = {
    events: await gather(eventPages(readers, viewerId), afterPage),
    sessions: await gather(sessionPages(readers, viewerId), afterPage),
    alerts: await gather(alertPages(readers, viewerId), afterPage),
  };
  const { rows: requests } = await readers.requests.page({ after: null, limit: PAGE, viewerId });
  const identity = { userId, pseudonym: viewerId, since: viewer.createdAt };
  const count = 1 + lists.events.items.length + lists.sessions.items.length + lists.alerts.items.length + requests.length;
  return { count, export: { identity, preferences, ...lists, requests } };
};

type List = { readonly items: readonly unknown[]; readonly isComplete: boolean; readonly continueWith: string | null };
type Page = { readonly items: readonly unknown[]; readonly end: string | null; readonly hasMore: boolean };
/** Reads one page after another, each after the one before. */
type Pages = { readonly how: (cursor: string) => string; readonly next: () => Promise<Page> };

const gather = async ({ how, next }: Pages, afterPage: () => Promise<void>): Promise<List> => {
  const items: unknown[] = [];
  // oxlint-disable no-await-in-loop -- one page after the other
  for (;;) {
    const page = await next();
    items.push(...page.items);
    if (!page.hasMore || page.end === null) return { items, isComplete: true, continueWith: null };
    if (items.length >= EXPORT_ITEMS_MAX) return { items, isComplete: false, continueWith: how(page.end) };
    await afterPage();
  }
};

const eventPages = (readers: HeldDataReaders, viewerId: string): Pages => {
  let after: { readonly after?: { readonly score: number; readonly occurredAt: Date; readonly key: string } } = {};
  const next = async (): Promise<Page> => {
    const request = { condition: EVERYTHING, direction: 'ASC', limit: PAGE, from: 'first', ...after } as const;
    const [page] = await readers.ownedEvents.pages({ field: 'viewer', ids: [viewerId] }, request);
    const { events, hasMore } = page ?? { events: [], hasMore: false };
    const last = events.at(-1);
    if (last === undefined) return { items: [], end: null, hasMore: false };
    const position = { score: last.assessment.score, occurredAt: last.occurredAt, key: last.key };
    after = { after: position };
    return { items: await withOriginals(readers, events), end: eventCursor.encode(position), hasMore };
  };
  return {
    next,
    how: (cursor) => `viewer(userId:) { events(first: 100, after: "${cursor}", orderBy: { field: OCCURRED_AT, direction: ASC }) }`,
  };
};

const withOriginals = async (
  { personalData, consentSignals }: HeldDataReaders,
  events: readonly StoredEvent[],
): Promise<readonly unknown[]> => {
  const devices = await found(
    events.map(({ deviceId }) => deviceId),
    personalData.originals,
  );
  const signals = await found(
    events.map(({ consentHash }) => consentHash),
    consentSignals.byHashes,
  );
  const addresses = await personalData.addresses(events);
  return events.map(({ viewerId: _viewerId, deviceId, consentHash, ...event }, i) => ({
    ...event,
    deviceId: deviceId === null ? null : (devices.get(deviceId) ?? null),
    consent: consentHash === null ? null : (signals.get(consentHash) ?? null),
    ipAddress: addresses[i] ?? null,
  }));
};

/** What names lead to, each read once. */
const found = async <Value>(
  names: readonly (string | null)[],
  read: (names: readonly string[]) => Promise<readonly Value[]>,
): Promise<ReadonlyMap<string, Value>> => {
  const distinct = [...new Set(names.filter((name) => name !== null))];
  const values = await read(distinct);
  return new Map(distinct.flatMap((name, i) => (i in values ? [[name, values[i] as Value] as const] : [])));
};

const sessionPages = ({ sessions }: HeldDataReaders, viewerId: string): Pages => {
  let after: { readonly startedAt: Date; readonly source: string; readonly sessionId: string } | null = null;
  const next = async (): Promise<Page> => {
    const page = await sessions.ofViewer(viewerId, { after, limit: PAGE });
    const last = page.sessions.at(-1);
    if (last === undefined) return { items: [], end: null, hasMore: false };
    after = { startedAt: last.startedAt, source: last.source, sessionId: last.sessionId };
    const items = page.sessions.map(({ viewerId: _viewerId, deviceId: _deviceId, ...session }) => session);
    return { items, end: sessionCursor.encode(after), hasMore: page.hasMore };
  };
  return { next, how: (cursor) => `viewer(userId:) { sessions(first: 100, after: "${cursor}") }` };
};

const alertPages = ({ alertLog }: HeldDataReaders, viewerId: string): Pages => {
  let after = 0;
  const next = async (): Promise<Page> => {
    const page = await alertLog.page({ condition: oneOf('viewer', [viewerId]), after, limit: PAGE, from: 'first' });
    after = page.alerts.at(-1)?.sequence ?? after;
    const items = page.alerts.map(({ viewerId: _viewerId, fingerprint: _fingerprint, ...alert }) => alert);
    return { items, end: items.length === 0 ? null : alertCursor.encode(after), hasMore: page.hasMore };
  };
  return { next, how: (cursor) => `riskAlerts(first: 100, after: "${cursor}", filter: { userId: … })` };
};
