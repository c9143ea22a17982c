import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { streamScripts } from '#stream/redis-stream-scripts.ts';
import { openDeployment } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';
import { ingest, ingestAll } from '../support/ingest-client.ts';
import { createLedger } from '../support/ledger.ts';
import { audit, FLAWLESS, readPipeline } from '../support/oracle.ts';
import type { PlayguardProcess } from '../support/playguard-process.ts';
import { storedEventIds } from '../support/recount.ts';
import { hasRedis, redisUrl } from '../support/services.ts';
import { openTcpProxy } from '../support/tcp-proxy.ts';
import { startTraffic } from '../support/start-traffic.ts';
import { batchesOf, mixedTraffic } from '../support/wire-event.ts';

const KILLS = 6;
/** Every killed process is started again, which takes seconds on a busy machine. */
const KILLING_MS_MAX = 240_000;
/** Entries of a dead worker are taken over after this long. */
const SOON = { CLAIM_IDLE_MS: '500' };

describe.skipIf(!hasRedis())('kill -9 of a worker', () => {
  it(
    'at random moments of the traffic loses nothing and counts nothing twice',
    async () => {
      await using deployment = await openDeployment('server', { ...SOON, CONSUMER_BATCH_EVENTS: '200' });
      const [api, ...started] = await Promise.all([deployment.start('api'), deployment.start('worker'), deployment.start('worker')]);
      const workers: PlayguardProcess[] = started;
      const ledger = createLedger();
      await using traffic = startTraffic({ url: () => api.url, ledger });
      for (let kill = 0; kill < KILLS; kill++) {
        await sleep(150 + Math.random() * 400);
        const victim = workers[kill % workers.length];
        await victim?.kill();
        workers[kill % workers.length] = await deployment.start('worker');
      }
      await traffic.finish();
      expect(await audit({ deployment, api, ledger })).toEqual(FLAWLESS);
    },
    KILLING_MS_MAX,
  );

  it('between commit and acknowledgement changes nothing but that the work is seen again', async () => {
    await using deployment = await openDeployment('server', SOON);
    await using wire = await openTcpProxy(redisUrl());
    const api = await deployment.start('api');
    const victim = await deployment.start('worker', { REDIS_URL: wire.urlOf(redisUrl()) });
    const ledger = createLedger();
    let isKilled = false;
    wire.watch((chunk) => {
      if (isKilled || ACKNOWLEDGEMENTS.some((mark) => chunk.includes(mark))) {
        isKilled = true;
        void victim.kill();
      }
      return !isKilled;
    });
    await ingestAll({ url: () => api.url, ledger }, [{ events: mixedTraffic('committed', 300) }]);
    await eventually(() => victim.hasExited(), { what: 'the worker died when it acknowledged' });

    const stored = await deployment.inspect(storedEventIds);
    expect(stored, 'committed before the crash').toEqual(ledger.idsOf('acknowledged'));
    expect(await readPipeline(api.url), 'not acknowledged').toMatchObject({ backlogEvents: 300, streamLength: 1, pending: 1 });

    await deployment.start('worker');
    expect(await audit({ deployment, api, ledger })).toEqual(FLAWLESS);
  });

  it('between reading and commit leaves nothing behind', async () => {
    await using deployment = await openDeployment('server', SOON);
    await using wire = await openTcpProxy(deployment.env['DATABASE_URL'] ?? '');
    const api = await deployment.start('api');
    const victim = await deployment.start('worker', { DATABASE_URL: wire.urlOf(deployment.env['DATABASE_URL'] ?? '') });
    const ledger = createLedger();
    let hasInserted = false;
    let isKilled = false;
    wire.watch((chunk) => {
      hasInserted ||= chunk.includes('insert into risk_alerts');
      if (!isKilled && hasInserted && /commit/i.test(chunk.toString('latin1'))) {
        isKilled = true;
        void victim.kill();
      }
      return !isKilled;
    });
    await ingestAll({ url: () => api.url, ledger }, [{ events: mixedTraffic('uncommitted', 300) }]);
    await eventually(() => victim.hasExited(), { what: 'the worker died when it committed' });
    expect(await deployment.inspect(storedEventIds)).toEqual([]);
    expect(await readPipeline(api.url)).toMatchObject({ backlogEvents: 300, streamLength: 1 });

    await deployment.start('worker');
    expect(await audit({ deployment, api, ledger })).toEqual(FLAWLESS);
  });
});

describe.skipIf(!hasRedis())('kill -9 of the API', () => {
  it('in the middle of requests loses nothing it acknowledged', async () => {
    await using deployment = await openDeployment('server');
    await deployment.start('worker');
    let api = await deployment.start('api');
    const ledger = createLedger();
    const batches = batchesOf(mixedTraffic('api', 3_000), 50).map((events, i) => ({ events, batchId: `api-${i}` }));
    const sending = ingestAll({ url: () => api.url, ledger, senders: 4 }, batches);
    for (let kill = 0; kill < 2; kill++) {
      await sleep(200 + Math.random() * 300);
      await api.kill();
      api = await deployment.start('api');
    }
    await sending;
    expect(await audit({ deployment, api, ledger })).toEqual(FLAWLESS);
    expect(await ingest(api.url, batches[0] ?? { events: [] })).toMatchObject({ replayed: true });
  });
});

/** How the acknowledgement looks on the wire: the script by its digest, or its text when the server does not know it yet. */
const script = streamScripts['acknowledgeEntries']?.lua ?? '';
const ACKNOWLEDGEMENTS = [hash('sha1', script, 'hex'), script];
