import { describe, expect, it } from 'vitest';
import { openDeployment } from '../support/deployment.ts';
import { daysAround, partitionDays } from '../support/partition-days.ts';
import { hasRedis } from '../support/services.ts';

/** Days around now, and around a moment ago: midnight may have passed. */
const around = (since: Date, back: number, ahead: number) => [daysAround(since, back, ahead), daysAround(new Date(), back, ahead)];

describe('room for events', () => {
  it('of what is happening is there once an embedded server has started; older days get theirs with the first event or housekeeping', async () => {
    await using deployment = await openDeployment('embedded');
    const since = new Date();
    const server = await deployment.start();
    await server.stop();
    expect(around(since, 1, 2)).toContainEqual(await deployment.inspect(partitionDays));
  });

  it.skipIf(!hasRedis())('of 31 days back and 2 ahead is there once a database was migrated', async () => {
    const since = new Date();
    await using deployment = await openDeployment('server');
    expect(around(since, 31, 2)).toContainEqual(await deployment.inspect(partitionDays));
  });
});
