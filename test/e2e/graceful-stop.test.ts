import { describe, expect, it } from 'vitest';
import { MODES, openDeployment } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';
import { followAlertsBySse } from '../support/follow-alerts-by-sse.ts';
import { followAlerts } from '../support/follow-alerts.ts';
import { createLedger } from '../support/ledger.ts';
import { audit, FLAWLESS } from '../support/oracle.ts';
import { hasRedis } from '../support/services.ts';
import { startTraffic } from '../support/start-traffic.ts';

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
