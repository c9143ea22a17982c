import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeEventBatch } from '#domain/event-batch.ts';
import { type Deployment, openDeployment } from '../support/deployment.ts';
import { aPlaybackEvent } from '../support/builders.ts';
import { ingestAll } from '../support/ingest-client.ts';
import { createLedger } from '../support/ledger.ts';
import { audit, FLAWLESS, untilSettled } from '../support/oracle.ts';
import type { PlayguardProcess } from '../support/playguard-process.ts';
import { storedEventIds } from '../support/recount.ts';
import { hasRedis, redisUrl } from '../support/services.ts';
import { mixedTraffic } from '../support/wire-event.ts';

/** More than a bigint holds: PostgreSQL refuses the whole statement (SQLSTATE 22). */
const POISON = 1e30;

describe.skipIf(!hasRedis())('what cannot be stored', () => {
  let deployment: Deployment;
  let api: PlayguardProcess;
  let redis: Redis;
  const ledger = createLedger();

  beforeAll(async () => {
    deployment = await openDeployment('server', { CLAIM_IDLE_MS: '1000' });
    [api] = await Promise.all([deployment.start('api'), deployment.start('worker'), deployment.start('worker')]);
    redis = new Redis(redisUrl());
  });
  afterAll(async () => {
    redis.disconnect();
    await deployment[Symbol.asyncDispose]();
  });

  const append = (payload: string, eventCount: number) =>
    redis.xadd(`${deployment.env['REDIS_PREFIX']}{s0}:events`, '*', 'p', payload, 'n', eventCount);

  it('becomes a dead letter after five tries, encrypted, while the rest of its batch is stored', async () => {
    const receivedAt = new Date();
    const ids = Array.from({ length: 60 }, (_, i) => `batch-${i}`);
    const poisoned = 'batch-37';
    const events = ids.map((eventId) =>
      aPlaybackEvent({ eventId, occurredAt: receivedAt, userId: 'secret-person', positionMs: eventId === poisoned ? POISON : 1 }),
    );
    await append(encodeEventBatch({ source: 'demo', receivedAt, events }), events.length);
    await ingestAll({ url: () => api.url, ledger }, [{ events: mixedTraffic('beside', 500) }]);
    await untilSettled(api.url);

    const rest = ids.filter((id) => id !== poisoned);
    ledger.note(rest, 'acknowledged');
    const stored = await deployment.inspect(storedEventIds);
    expect(stored.filter((id) => id.startsWith('batch-'))).toEqual(rest.toSorted());
    const letters = await deadLetters(deployment);
    expect(letters).toMatchObject([{ event_id: poisoned, source: 'demo', stage: 'STORE', attempts: 5 }]);
    expect(letters[0]?.reason).toMatch(/^SQLSTATE 22/);
    expect(letters[0]?.payload).not.toMatch(/secret-person|batch-37/);
    expect(letters[0]?.payload.length).toBeGreaterThan(100);
  });

  it.each([
    ['text that is no JSON', 'not an event batch'],
    ['JSON of another shape', '{"events":[]}'],
    ['nothing at all', ''],
  ])('is an entry of %s: a dead letter of its own, and the stream goes on', async (_what, payload) => {
    const before = await deadLetters(deployment);
    await append(payload, 1);
    await untilSettled(api.url);
    const letters = await deadLetters(deployment);
    expect(letters.slice(before.length)).toMatchObject([{ event_id: null, stage: 'DECODE', attempts: 1 }]);
  });

  it('leaves the stream empty and everything else right', async () => {
    expect(await audit({ deployment, api, ledger })).toEqual({ ...FLAWLESS, deadLetters: 4 });
    expect(await redis.xlen(`${deployment.env['REDIS_PREFIX']}{s0}:events`)).toBe(0);
  });

  it('does not make the same poison worse when it comes again', async () => {
    const receivedAt = new Date();
    const event = aPlaybackEvent({ eventId: 'batch-37', occurredAt: receivedAt, positionMs: 1 });
    await append(encodeEventBatch({ source: 'demo', receivedAt, events: [event] }), 1);
    await untilSettled(api.url);
    ledger.note(['batch-37'], 'acknowledged');
    expect(await audit({ deployment, api, ledger }), 'the same event, healed, is stored').toEqual({ ...FLAWLESS, deadLetters: 4 });
  });
});

type DeadLetterRow = {
  readonly event_id: string | null;
  readonly source: string | null;
  readonly stage: string;
  readonly attempts: number;
  readonly reason: string;
  readonly payload: string;
};

/** Oldest first; the payload as text, whatever it is. */
const deadLetters = (deployment: Deployment): Promise<readonly DeadLetterRow[]> =>
  deployment.inspect((sql) =>
    sql.query<DeadLetterRow>(
      `select event_id, source, stage, attempts, reason, encode(payload, 'escape') as payload from dead_letters order by failed_at`,
    ),
  );
