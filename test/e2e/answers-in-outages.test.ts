import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Deployment, openDeployment } from '../support/deployment.ts';
import { type GraphqlAnswer, postGraphql } from '../support/graphql-request.ts';
import { INGEST_EVENTS, ingestVariables } from '../support/ingest-client.ts';
import type { PlayguardProcess } from '../support/playguard-process.ts';
import { hasRedis, redisUrl } from '../support/services.ts';
import { openTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { aWireEvent } from '../support/wire-event.ts';

const STATS = { query: '{ stats { summary { events } } }' };
const LAG = { query: '{ pipeline { lagMs } }' };
const ingestion = (dryRun: boolean) => ({
  query: INGEST_EVENTS,
  variables: ingestVariables({ events: [aWireEvent()], dryRun }),
});
const MAYBE_ACCEPTED = /send the same events again/;

describe.skipIf(!hasRedis())('the API while a server refuses connections', () => {
  let deployment: Deployment;
  let wires: { readonly postgres: TcpProxy; readonly redis: TcpProxy };
  let api: PlayguardProcess;

  beforeAll(async () => {
    deployment = await openDeployment('server');
    const database = deployment.env['DATABASE_URL'] ?? '';
    wires = { postgres: await openTcpProxy(database), redis: await openTcpProxy(redisUrl()) };
    api = await deployment.start('api', { DATABASE_URL: wires.postgres.urlOf(database), REDIS_URL: wires.redis.urlOf(redisUrl()) });
  });
  afterAll(async () => {
    await deployment[Symbol.asyncDispose]();
    await Promise.all([wires.postgres, wires.redis].map((wire) => wire[Symbol.asyncDispose]()));
  });

  it.each([
    ['PostgreSQL', 'statistics', 'postgres', STATS, false],
    ['PostgreSQL', 'a dry run', 'postgres', ingestion(true), false],
    ['Redis', 'the lag', 'redis', LAG, false],
    ['Redis', 'events taken in', 'redis', ingestion(false), true],
  ] as const)('says UNAVAILABLE without %s to %s, and speaks of events only where some may have been accepted', async (...row) => {
    const [, , server, operation, isAcceptanceUnknown] = row;
    wires[server].cut();
    const { errors } = await postGraphql<GraphqlAnswer<unknown>>(api.url, operation);
    wires[server].restore();
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['UNAVAILABLE']);
    expect(MAYBE_ACCEPTED.test(errors?.[0]?.message ?? '')).toBe(isAcceptanceUnknown);
  });

  it('warned of it and saw no error in it', () => {
    expect(api.logs()).toContain('"level":"warn"');
    expect(api.logs()).not.toMatch(/"level":"(error|fatal)"/);
  });
});
