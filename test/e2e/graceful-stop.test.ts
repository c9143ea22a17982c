import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { MODES, openDeployment } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';
import { followAlertsBySse } from '../support/follow-alerts-by-sse.ts';
import { followAlerts } from '../support/follow-alerts.ts';
import { postGraphql } from '../support/graphql-request.ts';
import { createLedger } from '../support/ledger.ts';
import { audit, FLAWLESS } from '../support/oracle.ts';
import { hasRedis } from '../support/services.ts';
import { openTcpProxy } from '../support/tcp-proxy.ts';
import { startTraffic } from '../support/start-traffic.ts';

/** The process itself gives up after 30 s, with another exit code. */
const STOP_MS_MAX = 30_000;
const SERVICE_RESTART = 1012;

describe.each(MODES)('SIGTERM in the middle of the traffic, %s', (mode) => {
  it('ends with 0 within 30 s, tells subscribers to come back, and loses nothing', async () => {
    await using deployment = await openDeployment(mode);
    let api = await deployment.start('all');
    const ledger = createLedger();
    await using traffic = startTraffic({ url: () => api.url, ledger, everyMs: 100 });
    await using socket = await followAlerts(api.url);
    await using sse = await followAlertsBySse(api.url);
    await Promise.all([socket.received(1), sse.received(1)]);

    const startedAt = Date.now();
    expect(await api.stop()).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(STOP_MS_MAX);
    expect(await eventually(() => socket.closeCode(), { what: 'the socket is closed' })).toBe(SERVICE_RESTART);

    api = await deployment.start('all');
    await traffic.finish();
    expect(await audit({ deployment, api, ledger })).toEqual(FLAWLESS);
  });
});

describe.skipIf(!hasRedis())('SIGTERM of one worker of two', () => {
  it('hands its work over at once and ends with 0', async () => {
    await using deployment = await openDeployment('server', { CONSUMER_BATCH_EVENTS: '100', CLAIM_IDLE_MS: '60000' });
    const [api, leaving] = await Promise.all([deployment.start('api'), deployment.start('worker'), deployment.start('worker')]);
    const ledger = createLedger();
    await using traffic = startTraffic({ url: () => api.url, ledger, everyMs: 100 });
    await eventually(() => ledger.idsOf('acknowledged').length > 400, { what: 'traffic' });
    expect(await leaving.stop()).toBe(0);
    await traffic.finish();
    // Nothing is left to be claimed after a minute: what the worker had in hand it finished.
    expect(await audit({ deployment, api, ledger })).toEqual(FLAWLESS);
  });
});

describe.skipIf(!hasRedis())('SIGTERM while PostgreSQL accepts everything and answers nothing', () => {
  it('ends worker and server with 0 within 30 s, and loses nothing', async () => {
    await using deployment = await openDeployment('server', { CLAIM_IDLE_MS: '2000' });
    const database = deployment.env['DATABASE_URL'] ?? '';
    await using wire = await openTcpProxy(database);
    const through = { DATABASE_URL: wire.urlOf(database) };
    const api = await deployment.start('api');
    const leaving = await Promise.all([deployment.start('worker', through), deployment.start('all', through)]);
    const ledger = createLedger();
    await using traffic = startTraffic({ url: () => api.url, ledger, everyMs: 100 });
    await eventually(() => ledger.idsOf('acknowledged').length > 400, { what: 'traffic' });
    wire.watch(() => false);
    const inHand = postGraphql(leaving[1].url, { query: '{ stats { summary { events } } }' }).catch(() => 'cut');
    await sleep(SILENT_MS);

    const startedAt = Date.now();
    expect(await Promise.all(leaving.map((process) => process.stop()))).toEqual([0, 0]);
    expect(Date.now() - startedAt).toBeLessThan(STOP_MS_MAX);
    await inHand;
    await deployment.start('worker');
    await traffic.finish();
    expect(await audit({ deployment, api, ledger })).toEqual(FLAWLESS);
  });
});

/** By then every loop of a process waits for an answer. */
const SILENT_MS = 3_000;
