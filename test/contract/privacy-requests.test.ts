import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPrivacyDesk } from '#access/subjects/privacy-desk.ts';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import { eventKey } from '#domain/event-key.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import type { PrivacyRequestKind } from '#domain/privacy-request.ts';
import { answerNext } from '#jobs/privacy/privacy-request-job.ts';
import { createSqlAlertLog } from '#store/alerts/sql-alert-log.ts';
import { createEventStore } from '#store/events/event-store.ts';
import { createIdentityCipher } from '#store/identities/identity-cipher.ts';
import { createSqlPersonalDataReader } from '#store/identities/personal-data-reader.ts';
import { createOrmPreferenceRepository } from '#store/preferences/orm-preference-repository.ts';
import { createOrmPrivacyRequestRepository } from '#store/privacy/orm-privacy-request-repository.ts';
import { EXPORT_MS_KEPT, sweepExports } from '#store/privacy/privacy-request-queue.ts';
import { createSqlReaders } from '#store/sql-readers.ts';
import { someSignals } from '../support/consent-signals.ts';
import { aPrincipal } from '../support/a-principal.ts';
import { anAssessment } from '../support/an-assessment.ts';
import { anIdentifiedEvent } from '../support/builders.ts';
import { createMemoryAuditDesk } from '../support/memory-audit.ts';
import { DATABASE_KINDS, openTestStore, SILENT, TEST_IDENTITY_KEY, type TestStore } from '../support/test-store.ts';

const CIPHER = createIdentityCipher(TEST_IDENTITY_KEY);
const PAGE = { after: null, limit: 50 } as const;

/** A desk with workers behind it, over a database of its own; the clock is set by hand. */
const openDesk = ({ database, identities }: TestStore) => {
  const { sql } = database;
  const clock = { now: new Date() };
  const now = () => clock.now;
  const requests = createOrmPrivacyRequestRepository(database, CIPHER);
  const audit = createMemoryAuditDesk();
  const preferences = createOrmPreferenceRepository(database);
  const { ownedEvents, consentSignals, sessions } = createSqlReaders(sql, { mode: 'embedded', now });
  const personalData = createSqlPersonalDataReader(sql, CIPHER);
  const readers = {
    subjects: identities,
    personalData,
    preferences,
    ownedEvents,
    consentSignals,
    sessions,
    alertLog: createSqlAlertLog(sql),
    requests,
  };
  const answered: string[] = [];
  const forgotten: string[] = [];
  const work = {
    sql,
    cipher: CIPHER,
    readers,
    preferences,
    forgetActivity: async (viewerId: string) => void forgotten.push(viewerId),
    audit: async ({ id }: { readonly id: string }) => answered.push(id),
    now,
    log: SILENT,
  };
  const desk = createPrivacyDesk({ identities, requests, audit, newId: randomUUID });
  const submit = (kind: PrivacyRequestKind, userId: string, externalReference: string = randomUUID()) => {
    const dueAt = new Date(clock.now.getTime() + 1_000);
    return desk.submit({ kind, userId, region: 'NL', regulation: 'GDPR', externalReference, receivedAt: clock.now, dueAt });
  };
  const requestOf = async (...asked: Parameters<typeof submit>) => {
    const submission = await submit(...asked);
    if (submission.kind === 'CONFLICT') throw new Error('conflict');
    return submission.request.id;
  };
  const find = async (id: string) => (await desk.byIds([id]))[0];
  const exportOf = async (id: string) => JSON.parse((await desk.readExport(aPrincipal(), id)) ?? 'null') as unknown;
  return { desk, clock, audit, answered, forgotten, work, submit, requestOf, find, exportOf, preferences };
};

describe.each(DATABASE_KINDS)('requests of persons on %s', (kind) => {
  let opened: TestStore;
  let at: ReturnType<typeof openDesk>;
  beforeAll(async () => {
    opened = await openTestStore(kind);
    at = openDesk(opened);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const query = <Row>(text: string, values: readonly unknown[] = []) => opened.database.sql.query<Row>(text, values);
  const pseudonymOf = async (userId: string, kindOf: 'VIEWER' | 'DEVICE' = 'VIEWER') =>
    (await opened.identities.identify(kindOf, [userId])).get(userId) ?? '';
  const watch = async (userId: string, ...events: readonly Partial<PlaybackEvent>[]) => {
    const viewerId = await pseudonymOf(userId);
    const assessed: AssessedEvent[] = [];
    for (const event of events) {
      const deviceId = await pseudonymOf(event.deviceId ?? 'tv', 'DEVICE');
      const built = { eventId: randomUUID(), occurredAt: new Date(), ...event };
      assessed.push({ identified: anIdentifiedEvent(built, { viewerId, deviceId }), assessment: anAssessment() });
    }
    const store = createEventStore(opened.database.sql, opened.identities, { cipher: CIPHER, isFullIpStored: true });
    await store.inTransaction(new Date(), (transaction) => transaction.save(assessed, []));
    return viewerId;
  };

  it('are taken in once for each reference, and are a conflict when it stood for something else', async () => {
    const first = await at.submit('OPT_OUT', 'anna', 'ticket-1');
    expect(first.kind).toBe('NEW');
    expect(await at.submit('OPT_OUT', 'anna', 'ticket-1')).toMatchObject({
      kind: 'KNOWN',
      request: first.kind === 'NEW' && { id: first.request.id },
    });
    expect(await at.submit('ERASURE', 'anna', 'ticket-1')).toEqual({ kind: 'CONFLICT' });
    expect(await at.submit('OPT_OUT', 'bert', 'ticket-1')).toEqual({ kind: 'CONFLICT' });
  });

  it('are listed newest first, of one person, and while they are overdue', async () => {
    const id = await at.requestOf('OPT_OUT', 'cleo');
    const later = new Date(at.clock.now.getTime() + 60_000);
    const list = async (narrowing: object) => (await at.desk.page({ ...PAGE, ...narrowing })).rows.map((request) => request.id);
    expect([await list({ userId: 'cleo' }), await list({ userId: 'nobody' })]).toEqual([[id], []]);
    expect(await list({ overdueAt: later })).toContain(id);
    expect(await list({ overdueAt: at.clock.now })).toEqual([]);
    while (await answerNext(at.work));
    expect(await list({ overdueAt: later })).toEqual([]);
    const [newest] = (await at.desk.page({ ...PAGE, limit: 1 })).rows;
    const rest = await at.desk.page({ ...PAGE, after: newest ?? null });
    expect(rest.rows.map((request) => request.id)).not.toContain(newest?.id);
    expect(await at.preferences.ofViewers([await pseudonymOf('cleo')])).toMatchObject([{ saleOptOut: true }]);
  });

  it('for access export everything that is held, sealed, and are read for 30 days', async () => {
    const viewerId = await watch(
      'dora',
      { deviceId: 'dora-tv', extraMetadata: { player: 'x' }, consent: someSignals({ gpc: true }) },
      { deviceId: 'dora-phone' },
    );
    await at.preferences.change(viewerId, { doNotTrack: true }, new Date());
    const id = await at.requestOf('ACCESS', 'dora');
    expect(await answerNext(at.work)).toBe(true);
    const exported = await at.exportOf(id);
    expect(exported).toMatchObject({
      identity: { userId: 'dora', pseudonym: viewerId },
      preferences: { doNotTrack: true },
      events: { isComplete: true, continueWith: null },
      sessions: { items: [] },
      alerts: { items: [] },
      requests: [{ id, kind: 'ACCESS' }],
    });
    const { events } = exported as {
      readonly events: { readonly items: readonly { deviceId: string; ipAddress: string; consent: unknown }[] };
    };
    expect(events.items.map(({ deviceId, ipAddress }) => [deviceId, ipAddress]).toSorted()).toEqual([
      ['dora-phone', '203.0.113.7'],
      ['dora-tv', '203.0.113.7'],
    ]);
    expect(events.items.map(({ consent }) => consent)).toContainEqual(expect.objectContaining({ gpc: true }));
    const [row] = await query<{ text: string }>(`select encode(sealed, 'escape') as text from privacy_requests where id = $1`, [id]);
    expect(row?.text).not.toContain('dora');
    expect(at.audit.entries.at(-1)).toMatchObject({ action: 'personal-data.export', target: `PrivacyRequest:${id}` });
    expect(await sweepExports(opened.database.sql, new Date(at.clock.now.getTime() + EXPORT_MS_KEPT + 1))).toBe(1);
    expect(await at.exportOf(id)).toBeNull();
  });

  it('for erasure leave nothing that leads to the person, though a worker dies in the middle, and keep counts', async () => {
    const viewerId = await watch(
      'emil',
      { deviceId: 'emil-tv', extraMetadata: { name: 'Emil' } },
      { deviceId: 'emil-tv' },
      { deviceId: 'shared' },
    );
    await watch('other', { deviceId: 'shared' });
    const [own, shared] = [await pseudonymOf('emil-tv', 'DEVICE'), await pseudonymOf('shared', 'DEVICE')];
    await at.preferences.change(viewerId, { doNotTrack: true }, new Date());
    const letter = { source: 'demo', reason: 'x', attempts: 5, failedAt: new Date() };
    const eventId = randomUUID();
    await opened.store.setAside({
      ...letter,
      entryId: 'a',
      stage: 'STORE',
      eventKey: eventKey('demo', eventId),
      eventId,
      userId: 'emil',
      payload: '{}',
    });
    await opened.store.setAside({
      ...letter,
      entryId: 'b',
      stage: 'DECODE',
      eventKey: null,
      eventId: null,
      userId: null,
      payload: '[["emil"]]',
    });
    await opened.store.setAside({
      ...letter,
      entryId: 'c',
      stage: 'DECODE',
      eventKey: null,
      eventId: null,
      userId: null,
      payload: '[["emilia"]]',
    });
    const access = await at.requestOf('ACCESS', 'emil');
    await answerNext(at.work);
    const id = await at.requestOf('ERASURE', 'emil');
    const dying = { ...at.work, audit: () => Promise.reject(new Error('the audit is away')) };
    await expect(answerNext(dying)).rejects.toThrow('away');
    expect(await at.find(id)).toMatchObject({ status: 'IN_PROGRESS', completedAt: null });
    expect(await answerNext(at.work)).toBe(false); // its lease still holds
    at.clock.now = new Date(at.clock.now.getTime() + 61_000);
    expect(await answerNext(at.work)).toBe(true);
    // Three events, one preference, two dead letters, one device.
    expect(await at.find(id)).toMatchObject({ status: 'COMPLETED', affectedRecords: 7, auditSequence: at.answered.length });
    expect(at.forgotten).toContain(viewerId);
    expect(await query('select extra_metadata, ip_original from events where viewer_id = $1', [viewerId])).toEqual(
      Array.from({ length: 3 }, () => ({ extra_metadata: null, ip_original: null })),
    );
    expect((await query<{ entry_id: string }>('select entry_id from dead_letters')).map(({ entry_id }) => entry_id)).toEqual(['c']);
    expect(await query('select from viewer_preferences where viewer_id = $1', [viewerId])).toEqual([]);
    expect(await query('select from privacy_requests where viewer_id = $1', [viewerId])).toEqual([]);
    expect(await opened.identities.byIds('DEVICE', [own, shared])).toMatchObject([null, { id: shared }]);
    expect(await at.exportOf(access)).toBeNull();
    expect(await query('select from privacy_requests where sealed is not null and id = any($1::uuid[])', [`{${id},${access}}`])).toEqual(
      [],
    );
    expect((await at.desk.page({ ...PAGE, userId: 'emil' })).rows.map((request) => request.id).toSorted()).toEqual([id, access].toSorted());
    const [late, again] = [await at.requestOf('ACCESS', 'emil'), await at.requestOf('ERASURE', 'emil')];
    while (await answerNext(at.work));
    expect(await at.find(late)).toMatchObject({ status: 'DENIED', affectedRecords: 0 });
    expect(await at.find(again)).toMatchObject({ status: 'COMPLETED', affectedRecords: 0 });
  });

  it('keep no export that was gathered while the person was erased, and are answered anew', async () => {
    await watch('finn', {});
    const id = await at.requestOf('ACCESS', 'finn');
    const erasedMeanwhile = async (request: { readonly id: string }) => {
      await at.requestOf('ERASURE', 'finn');
      expect(await answerNext(at.work)).toBe(true);
      return at.answered.push(request.id);
    };
    await answerNext({ ...at.work, audit: erasedMeanwhile });
    expect(await query('select from privacy_requests where id = $1 and sealed is not null', [id])).toEqual([]);
    expect(await at.find(id)).toMatchObject({ status: 'IN_PROGRESS' });
    at.clock.now = new Date(at.clock.now.getTime() + 61_000);
    expect(await answerNext(at.work)).toBe(true);
    expect(await at.find(id)).toMatchObject({ status: 'DENIED', affectedRecords: 0 });
  });

  it('are answered once each, however many workers are at it', async () => {
    at.answered.length = 0;
    const ids = await Promise.all(
      Array.from({ length: 12 }, (_, i) => at.requestOf((['ACCESS', 'ERASURE', 'OPT_OUT'] as const)[i % 3] ?? 'ACCESS', `many-${i}`)),
    );
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        while (await answerNext(at.work));
      }),
    );
    expect(at.answered.toSorted()).toEqual(ids.toSorted());
    expect((await at.desk.byIds(ids)).map((request) => request?.status)).toEqual(ids.map(() => 'COMPLETED'));
  });
});
