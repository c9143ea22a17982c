import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { MODES, openDeployment } from '../support/deployment.ts';
import { dumpKeys, dumpTables, foundIn } from '../support/dumps.ts';
import { eventually } from '../support/eventually.ts';
import { ingest } from '../support/ingest-client.ts';
import { untilSettled } from '../support/oracle.ts';
import { redisUrl } from '../support/services.ts';
import { simulatedDay } from '../support/simulated-day.ts';
import type { WireEvent } from '../support/wire-event.ts';

/** In every id of a person or device, and in nothing else. */
const MARK = 'marked.person';
const BATCH = 500;
const ERASED = `${MARK}-to-erase@example.org`;
const ASK = `query ($userId: ID!) { viewer(userId: $userId) { personalData(reason: "a test of what is kept") { userId } } }`;
const SUBMIT = `mutation ($input: SubmitPrivacyRequestInput!) { submitPrivacyRequest(input: $input) { request { id } errors { __typename } } }`;
const REQUESTS = '{ privacyRequests { nodes { status receipt { affectedRecords auditSequence auditEntry { action sequence } } export } } }';

const marked = (id: string | null | undefined, name: 'userId' | 'deviceId') => (id == null ? {} : { [name]: `${MARK}-${id}@example.org` });

/** A simulated day of marked persons, and one more who will ask to be erased. */
const someDay = (): readonly WireEvent[] =>
  simulatedDay(new Date()).map(({ userId, deviceId, ...event }, i) => ({
    ...(event as WireEvent),
    ...marked(userId, 'userId'),
    ...marked(deviceId, 'deviceId'),
    ...(i % 100 === 7 && { userId: ERASED }),
    ipAddress: `198.51.100.${1 + (i % 250)}`,
  }));

describe('a dump', () => {
  it.each([
    ['clear', `id=${MARK}-1`],
    ['hexadecimal digits', Buffer.from(`{"${MARK}"}`).toString('hex')],
    ...['', 'a', 'ab'].map((before) => ['base64', Buffer.from(`${before}${MARK}@x.org`).toString('base64')]),
  ])('gives a person away in %s: %s', (_form, dump) => {
    expect(foundIn(dump ?? '', [MARK])).toBe(MARK);
  });
});

describe.each(MODES)('after a day in %s mode', (mode) => {
  it('no id or address of a person is in clear in any table, key, stream or log, whether they were read, exported or erased', async () => {
    await using deployment = await openDeployment(mode, { STORE_FULL_IP: 'true', LOG_LEVEL: 'debug' });
    const app = await deployment.start('all');
    const events = someDay();
    for (let from = 0; from < events.length; from += BATCH) {
      await ingest(app.url, { events: events.slice(from, from + BATCH), batchId: `batch-${from}` });
    }
    await untilSettled(app.url);
    const [read = ''] = events.flatMap(({ userId }) => (userId !== undefined && userId !== ERASED ? userId : []));
    expect(await app.graphql(ASK, { userId: read })).toEqual({ viewer: { personalData: { userId: read } } });
    for (const [kind, userId] of Object.entries({ ACCESS: read, ERASURE: ERASED })) {
      // oxlint-disable-line
      await app.graphql(SUBMIT, { input: { kind, userId, region: 'NL', externalReference: kind } });
    }
    const completed = async () => {
      const { privacyRequests } = await app.graphql<Answered>(REQUESTS);
      return privacyRequests.nodes.every(({ status }) => status === 'COMPLETED') ? privacyRequests.nodes : null;
    };
    const nodes = await eventually(completed, { what: 'the requests are answered' });
    expect(JSON.stringify(nodes)).toContain(read);
    expect(JSON.stringify(nodes)).toContain('"action":"privacy-request.answer"');
    expect(await app.graphql(ASK, { userId: ERASED })).toEqual({ viewer: null });
    const refusal = async () => {
      const { rejected } = await ingest(app.url, { events: events.filter(({ userId }) => userId === ERASED).slice(0, 1) });
      return rejected[0]?.reason === 'SUBJECT_ERASED';
    };
    await eventually(refusal, { what: 'the front door refuses who was erased' });
    await untilSettled(app.url);
    await app.stop();

    const addresses = Array.from({ length: 250 }, (_, i) => `198.51.100.${i + 1}`).filter(
      (address) => !'198.51.100.0/24'.startsWith(address),
    );
    const persons = [MARK, ...addresses];
    expect(foundIn(app.logs(), persons)).toBeNull();
    const tables = await deployment.inspect(dumpTables);
    expect(tables.size).toBeGreaterThan(20);
    expect(tables.get('identities')).toContain('VIEWER');
    for (const [table, dump] of tables) expect([table, foundIn(dump, persons)]).toEqual([table, null]);
    if (mode === 'embedded') return;
    const redis = new Redis(redisUrl());
    const keys = await dumpKeys(redis, deployment.env['REDIS_PREFIX'] ?? 'none').finally(() => redis.disconnect());
    expect(keys.size).toBeGreaterThan(0);
    for (const [key, dump] of keys) expect([key, foundIn(dump, persons)]).toEqual([key, null]);
  });
});

type Answered = { readonly privacyRequests: { readonly nodes: readonly { readonly status: string }[] } };
