import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Sql } from '#store/sql.ts';
import { openDeployment } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';
import { followAlertsBySse } from '../support/follow-alerts-by-sse.ts';
import { followAlerts } from '../support/follow-alerts.ts';
import { headCursor } from '../support/head-cursor.ts';
import { ingestUntilAnswered } from '../support/ingest-client.ts';
import { createLedger } from '../support/ledger.ts';
import { audit, FLAWLESS } from '../support/oracle.ts';
import { hasRedis, redisUrl } from '../support/services.ts';
import { startTraffic } from '../support/start-traffic.ts';
import { openTcpProxy } from '../support/tcp-proxy.ts';
import { untilStored } from '../support/until-stored.ts';
import { anAlertingEvent } from '../support/wire-event.ts';

const POSTGRES_AWAY_MS = 20_000;
const REDIS_AWAY_MS = 5_000;
const EVERY_MS = 100;
const BREAKS = 6;
/** A pushed alert has come by then, and has been looked up in vain a few times. */
const ALERT_PUSHED_MS = 2_000;

const alertsRaised = async (sql: Sql): Promise<number> =>
  (await sql.query<{ raised: number }>('select count(*)::int as raised from risk_alerts'))[0]?.raised ?? 0;

describe.skipIf(!hasRedis())('outages in the middle of the traffic', () => {
  it('PostgreSQL away for 20 s costs no event, makes no dead letter, and ingest goes on meanwhile', async () => {
    await using deployment = await openDeployment('server', { CLAIM_IDLE_MS: '2000', CONSUMER_BATCH_EVENTS: '200' });
    const database = deployment.env['DATABASE_URL'] ?? '';
    await using wire = await openTcpProxy(database);
    const through = { DATABASE_URL: wire.urlOf(database) };
    const [api] = await Promise.all([
      deployment.start('api', through),
      deployment.start('worker', through),
      deployment.start('worker', through),
    ]);
    const ledger = createLedger();
    await using traffic = startTraffic({ url: () => api.url, ledger, everyMs: EVERY_MS });
    await untilStored(api.url, 500);

    wire.cut();
    const before = ledger.idsOf('acknowledged').length;
    await sleep(POSTGRES_AWAY_MS);
    const acceptedMeanwhile = ledger.idsOf('acknowledged').length - before;
    wire.restore();
    await traffic.finish();
    expect(acceptedMeanwhile, 'events accepted while the database was away').toBeGreaterThan(1_000);
    expect(await audit({ deployment, api, ledger })).toEqual(FLAWLESS);
    for (const process of deployment.processes()) expect(process.hasExited()).toBe(false);
  });

  it('subscriptions that wait for a viewer nobody has seen hold the alert while the API has no database, and get it then', async () => {
    await using deployment = await openDeployment('server');
    const database = deployment.env['DATABASE_URL'] ?? '';
    await using wire = await openTcpProxy(database);
    const [api] = await Promise.all([deployment.start('api', { DATABASE_URL: wire.urlOf(database) }), deployment.start('worker')]);
    const request = { after: await headCursor(api.url), filter: { userId: ['zoe'] } };
    await using socket = await followAlerts(api.url, request);
    await using sse = await followAlertsBySse(api.url, request);

    wire.cut();
    await ingestUntilAnswered({ url: () => api.url, ledger: createLedger() }, { events: [anAlertingEvent({ userId: 'zoe' })] });
    const isRaised = async () => (await deployment.inspect(alertsRaised)) === 1;
    await eventually(isRaised, { what: 'an alert in the log' });
    await sleep(ALERT_PUSHED_MS);
    expect([...socket.sequences(), ...sse.sequences()]).toEqual([]);
    wire.restore();
    await Promise.all([socket, sse].map((follower) => follower.received(1)));
  });

  it('connections to PostgreSQL broken again and again cost nothing either', async () => {
    await using deployment = await openDeployment('server', { CLAIM_IDLE_MS: '2000', CONSUMER_BATCH_EVENTS: '100' });
    const database = deployment.env['DATABASE_URL'] ?? '';
    await using wire = await openTcpProxy(database);
    const [api] = await Promise.all([deployment.start('api'), deployment.start('worker', { DATABASE_URL: wire.urlOf(database) })]);
    const ledger = createLedger();
    await using traffic = startTraffic({ url: () => api.url, ledger });
    for (let cut = 0; cut < 15; cut++) {
      await sleep(100 + Math.random() * 200);
      wire.cutOnce();
    }
    await traffic.finish();
    expect(await audit({ deployment, api, ledger })).toEqual(FLAWLESS);
  });

  it('Redis away for seconds: ingest says UNAVAILABLE or recovers, and nothing acknowledged is lost', async () => {
    await using deployment = await openDeployment('server', { CLAIM_IDLE_MS: '1000' });
    await using wire = await openTcpProxy(redisUrl());
    const through = { REDIS_URL: wire.urlOf(redisUrl()) };
    const [api] = await Promise.all([deployment.start('api', through), deployment.start('worker', through)]);
    const ledger = createLedger();
    await using traffic = startTraffic({ url: () => api.url, ledger, everyMs: EVERY_MS });
    await untilStored(api.url, 200);

    wire.cut();
    await sleep(REDIS_AWAY_MS);
    wire.restore();
    await sleep(1_000);
    for (let cut = 0; cut < 5; cut++) {
      await sleep(200 + Math.random() * 200);
      wire.cutOnce();
    }
    await traffic.finish();
    expect(await audit({ deployment, api, ledger })).toEqual(FLAWLESS);
    for (const process of deployment.processes()) expect(process.hasExited()).toBe(false);
  });

  it('a connection that breaks again while a process comes back to it ends no process, and alerts still arrive', async () => {
    await using deployment = await openDeployment('server', { CLAIM_IDLE_MS: '1000' });
    await using wire = await openTcpProxy(redisUrl());
    const through = { REDIS_URL: wire.urlOf(redisUrl()) };
    const [api] = await Promise.all([deployment.start('api', through), deployment.start('worker', through)]);
    let breaks = 0;
    wire.watch((chunk) => {
      if (breaks >= BREAKS || !/subscribe/i.test(chunk.toString('latin1'))) return true;
      breaks += 1;
      wire.cutOnce();
      return false;
    });
    wire.cutOnce();
    await eventually(() => breaks >= BREAKS, { what: 'connections broken while they subscribe' });
    for (const process of deployment.processes()) expect(process.hasExited()).toBe(false);

    const ledger = createLedger();
    await using follower = await followAlerts(api.url, { after: await headCursor(api.url) });
    await ingestUntilAnswered({ url: () => api.url, ledger }, { events: [anAlertingEvent()] });
    await follower.received(1);
    expect(await audit({ deployment, api, ledger })).toEqual(FLAWLESS);
  });
});
