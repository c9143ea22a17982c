import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openDeployment } from '../support/deployment.ts';
import { ingestUntilAnswered } from '../support/ingest-client.ts';
import { createLedger } from '../support/ledger.ts';
import { audit, FLAWLESS } from '../support/oracle.ts';
import { startTraffic } from '../support/start-traffic.ts';
import { mixedTraffic } from '../support/wire-event.ts';

const KILLS = 3;

describe('kill -9 of the embedded process', () => {
  it('in the middle of the traffic loses nothing it acknowledged; statistics and alerts equal a recount', async () => {
    await using deployment = await openDeployment('embedded');
    let api = await deployment.start();
    const ledger = createLedger();
    await using traffic = startTraffic({ url: () => api.url, ledger, everyMs: 100 });
    for (let kill = 0; kill < KILLS; kill++) {
      await sleep(400 + Math.random() * 1_200);
      // The kill follows the acknowledgement at once: what is not durable by then is lost.
      await ingestUntilAnswered({ url: () => api.url, ledger }, { events: mixedTraffic(`last-words-${kill}`, 400) });
      await api.kill();
      api = await deployment.start();
    }
    await traffic.finish();
    expect(await audit({ deployment, api, ledger })).toEqual(FLAWLESS);
  });

  it('keeps a second process out of its folder', async () => {
    await using deployment = await openDeployment('embedded');
    await deployment.start();
    await expect(deployment.start()).rejects.toThrow(/in use by another Playguard process/);
  });
});
