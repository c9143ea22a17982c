import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openDeployment } from '../support/deployment.ts';
import { createLedger } from '../support/ledger.ts';
import { audit, FLAWLESS, untilSettled } from '../support/oracle.ts';
import { type Environment, runPlayguard } from '../support/playguard-process.ts';
import { recordIngest } from '../support/record-ingest.ts';
import { storedEventIds } from '../support/recount.ts';
import { hasRedis } from '../support/services.ts';

const EVENTS = 1_200;

describe('playguard simulate', () => {
  it('sends as many events as asked for and tells totals that add up with what is stored', async () => {
    await using deployment = await openDeployment('embedded');
    const api = await deployment.start();
    const totals = await simulate(api, ['--seed', '7']);
    expect(totals).toMatchObject({ accepted: EVENTS, rejected: 0 });
    await untilSettled(api.url);
    const { stats } = await api.graphql<{ stats: { summary: { events: number } } }>('{ stats { summary { events } } }');
    expect(stats.summary.events).toBe(EVENTS);

    const ledger = createLedger();
    await api.stop();
    ledger.note(await deployment.inspect(storedEventIds), 'acknowledged');
    const again = await deployment.start();
    expect(await audit({ deployment, api: again, ledger })).toEqual(FLAWLESS);
  });

  it('tells the same story for the same seed and another one for another', async () => {
    const stories = await Promise.all(['7', '7', '8'].map(storyOf));
    expect(stories[0]).toHaveLength(EVENTS);
    expect(stories[1]).toEqual(stories[0]);
    expect(stories[2]).not.toEqual(stories[0]);
  });

  it('fails with a reason when its events are not taken', async () => {
    await using recorder = await recordIngest();
    const args = ['simulate', '--url', `${recorder.url}/elsewhere`, '--events', '10'];
    const { code, stderr } = await runPlayguard({ args, env: {} });
    expect(code).toBe(1);
    expect(stderr).toContain('10 events were given up');
  });
});

describe('playguard serve', () => {
  it('names every mistake in the environment, and no value', async () => {
    const env = { PORT: 'secret-port', CONSUMER_LANES: '0', DATABASE_URL: 'postgres://me:secret-password@127.0.0.1/x' };
    const { code, stderr } = await runPlayguard({ args: ['serve'], env });
    expect(code).toBe(1);
    for (const name of ['PORT', 'CONSUMER_LANES', 'REDIS_URL']) expect(stderr).toContain(name);
    expect(stderr).not.toContain('secret');
  });

  it.each([
    ['refuses connections', 'postgres://me:secret@127.0.0.1:1/secret', 'ECONNREFUSED'],
    ['has a host nobody knows', 'postgres://me@secret.invalid/secret', '(ENOTFOUND|EAI_AGAIN)'],
  ])('says in one line that DATABASE_URL leads nowhere when it %s', async (_what, DATABASE_URL, code) => {
    const failed = await serveInVain({ DATABASE_URL, REDIS_URL: 'redis://127.0.0.1:1' });
    expect(failed).toMatch(new RegExp(`^playguard: .*DATABASE_URL.*${code}.*\\n$`));
  });

  it.skipIf(!hasRedis())('says in one line that REDIS_URL leads nowhere', async () => {
    await using deployment = await openDeployment('server');
    const failed = await serveInVain({ ...deployment.env, REDIS_URL: 'redis://me:secret@127.0.0.1:1' });
    expect(failed).toMatch(/^playguard: .*REDIS_URL.*ECONNREFUSED.*\n$/);
  });

  it('says in one line that its PORT is taken', async () => {
    await using deployment = await openDeployment('embedded');
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const failed = await serveInVain({ ...deployment.env, PORT: `${port}` }).finally(() => other.close());
    expect(failed).toMatch(/^playguard: .*PORT.*EADDRINUSE.*\n$/);
  });

  it.skipIf(!hasRedis())('does not serve as api or worker before the migrations have run', async () => {
    await using deployment = await openDeployment('server');
    await deployment.inspect((sql) => sql.query('truncate mikro_orm_migrations'));
    const { code, stderr } = await runPlayguard({ args: ['serve', '--role', 'api'], env: { ...deployment.env, PORT: '0' } });
    expect(code).toBe(1);
    expect(stderr).toContain('playguard migrate');
  });
});

/** Serves where it cannot; answers what is said about it, logs aside, which must name no value. */
const serveInVain = async (env: Environment): Promise<string> => {
  const { code, stderr } = await runPlayguard({ args: ['serve'], env: { PORT: '0', ...env, LOG_LEVEL: 'silent' } });
  expect(code).toBe(1);
  expect(stderr).not.toContain('secret');
  return stderr;
};

type Totals = { readonly sent: number; readonly accepted: number; readonly rejected: number };

const simulate = async (api: { readonly url: string }, flags: readonly string[]): Promise<Totals> => {
  const args = ['simulate', '--url', `${api.url}/graphql`, '--events', `${EVENTS}`, ...flags];
  const { code, stdout, stderr } = await runPlayguard({ args, env: {} });
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Totals;
};

/** What the events of one seed say, but for their times and the ids that make each run new. */
const storyOf = async (seed: string): Promise<readonly unknown[]> => {
  await using recorder = await recordIngest();
  await simulate(recorder, ['--seed', seed, '--concurrency', '1']);
  return recorder.events.map(({ eventId: _id, timestamp: _time, sessionId: _session, ...story }) => story);
};
