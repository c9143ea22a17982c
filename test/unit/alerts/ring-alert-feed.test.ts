import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedMessage } from '#alerts/alert-feed.ts';
import { follow, next, openFeed, positionsOf, take, upTo } from '../../support/open-feed.ts';

const HEARTBEAT_MS = 100;
const HEAD_POLL_MS = 30;

describe('a follower of the alert feed', () => {
  it('receives what comes after it began, at once and in order', async () => {
    const { feed, raise } = await openFeed({}, 5);
    const following = follow(feed);
    const waiting = next(following);
    await raise();
    expect(await waiting).toMatchObject({ kind: 'alert', position: 6, alert: { sequence: 6 } });
    await raise(3);
    expect(positionsOf(await take(following, 3))).toEqual([7, 8, 9]);
  });

  it('begins where it was made, not where it is first read', async () => {
    const { feed, raise } = await openFeed({}, 5);
    const following = follow(feed);
    await raise(2);
    expect(positionsOf(await take(following, 2))).toEqual([6, 7]);
  });

  it('resumes at every position, in the ring and before it', async () => {
    const { feed } = await openFeed({ ringSize: 20 }, 60);
    for (const after of upTo(59, 0)) expect(positionsOf(await take(follow(feed, after), 60 - after))).toEqual(upTo(60, after + 1));
  });

  it('goes from the log to live without a seam', async () => {
    const { feed, raise } = await openFeed({ ringSize: 5 }, 40);
    const following = follow(feed, 0);
    const taken = [...(await take(following, 20))];
    await raise(7);
    taken.push(...(await take(following, 27)));
    const waiting = next(following);
    await raise();
    expect([...positionsOf(taken), ((await waiting) as FeedMessage).position]).toEqual(upTo(48));
  });

  it('receives each alert once when pushes come out of order, twice or not at all', async () => {
    const pushes = fc.shuffledSubarray(upTo(40), { minLength: 0, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(pushes, pushes, async (first, second) => {
        const { feed, log, bus } = await openFeed({ headPollMs: 5, ringSize: 30 });
        const alerts = log.raise(40);
        const taken = take(follow(feed, 0), 40);
        for (const sequence of [...first, ...second]) await bus.publish(alerts.slice(sequence - 1, sequence));
        expect(positionsOf(await taken)).toEqual(upTo(40));
        await feed[Symbol.asyncDispose]();
      }),
      { numRuns: 50 },
    );
  });

  it('receives alerts of concurrent writers in order, holes filled from the log', async () => {
    const { feed, log, bus } = await openFeed({ headPollMs: HEAD_POLL_MS });
    const taken = take(follow(feed), 400);
    const writer = async (): Promise<void> => {
      for (let i = 0; i < 100; i++) {
        const raised = log.raise();
        await sleep(Math.random() * 3);
        if (Math.random() > 0.1) await bus.publish(raised); // one push in ten is lost
      }
    };
    await Promise.all([writer(), writer(), writer(), writer()]);
    expect(positionsOf(await taken)).toEqual(upTo(400));
  });

  it('receives an alert whose push was lost with the next poll', async () => {
    const { feed, log } = await openFeed({ headPollMs: HEAD_POLL_MS });
    const waiting = next(follow(feed));
    log.raise();
    expect(await waiting).toMatchObject({ kind: 'alert', position: 1 });
    expect(feed.head()).toBe(1);
  });

  it('receives what was missed while the log could not be read', async () => {
    const { feed, log, bus } = await openFeed({ headPollMs: HEAD_POLL_MS });
    const taken = take(follow(feed), 3);
    log.isDown = true;
    log.raise(2);
    await bus.publish(log.raise());
    await sleep(2 * HEAD_POLL_MS);
    log.isDown = false;
    expect(positionsOf(await taken)).toEqual([1, 2, 3]);
  });

  it('goes on reading the log where it stopped when that failed', async () => {
    const { feed, log } = await openFeed({ ringSize: 5, heartbeatMs: HEARTBEAT_MS }, 40);
    const following = follow(feed, 0);
    await take(following, 10);
    log.isDown = true;
    expect(await next(following)).toMatchObject({ kind: 'heartbeat', position: 10 });
    log.isDown = false;
    expect(positionsOf(await take(following, 30))).toEqual(upTo(40, 11));
  });

  it('ignores a push of what the log does not have', async () => {
    const { feed, log, bus, raise } = await openFeed({ headPollMs: HEAD_POLL_MS }, 3);
    const [first] = log.raise();
    await bus.publish(first ? [{ ...first, sequence: 1_000_000 }] : []);
    await sleep(4 * HEAD_POLL_MS);
    expect(feed.head()).toBe(4);
    const following = follow(feed, 4);
    await raise();
    expect(await next(following)).toMatchObject({ kind: 'alert', position: 5 });
  });

  it('receives only what it accepts; heartbeats carry it past the rest', async () => {
    const { feed, raise } = await openFeed({ heartbeatMs: HEARTBEAT_MS });
    const following = feed.follow({ after: null, accepts: ({ region }) => region === 'DE' });
    const waiting = next(following);
    await raise(4, { region: 'NL' });
    expect(await waiting).toMatchObject({ kind: 'heartbeat', position: 4, at: expect.any(Date) });
    await raise(1, { region: 'NL' });
    await raise(1, { region: 'DE' });
    expect(await next(following)).toMatchObject({ kind: 'alert', position: 6 });
  });

  it('receives heartbeats in silence only', async () => {
    const { feed, raise } = await openFeed({ heartbeatMs: HEARTBEAT_MS }, 7);
    const following = follow(feed);
    const start = performance.now();
    expect(await next(following)).toMatchObject({ kind: 'heartbeat', position: 7 });
    expect(performance.now() - start).toBeGreaterThan(HEARTBEAT_MS - 10);
    expect(performance.now() - start).toBeLessThan(HEARTBEAT_MS * 2);
    for (let i = 0; i < 5; i++) {
      await sleep(HEARTBEAT_MS / 2);
      await raise();
      expect(await next(following)).toMatchObject({ kind: 'alert' });
    }
  });

  it.each([
    ['up to the middle of the log', 0, 25, { from: 1, to: 25, position: 25 }],
    ['up to the head', 10, 60, { from: 11, to: 60, position: 60 }],
  ])('is told of a gap when retention removed alerts %s, and goes on after it', async (_where, after, forgotten, gap) => {
    const { feed, log, raise } = await openFeed({ ringSize: 5 }, 60);
    log.forgetUpTo(forgotten);
    const following = follow(feed, after);
    expect(await next(following)).toMatchObject({ kind: 'gap', reason: 'RETENTION_EXCEEDED', ...gap });
    await raise();
    const rest = await take(following, 61 - forgotten);
    expect(rest.every(({ kind }) => kind === 'alert')).toBe(true);
    expect(positionsOf(rest)).toEqual(upTo(61, forgotten + 1));
  });

  it('is told of no gap when retention has only reached its position', async () => {
    const { feed, log } = await openFeed({ ringSize: 5 }, 60);
    log.forgetUpTo(30);
    expect(positionsOf(await take(follow(feed, 30), 30))).toEqual(upTo(60, 31));
  });

  it('cannot follow from beyond the head, as the log knows it', async () => {
    const { feed, log } = await openFeed({}, 3);
    log.raise(2); // not pushed
    const following = follow(feed, 6);
    await expect(following.next()).rejects.toThrow(expect.objectContaining({ name: 'PositionAhead' }));
    expect(await next(following)).toBe('done');
    const known = next(follow(feed, 5));
    expect(feed.head()).toBe(5);
    await feed[Symbol.asyncDispose]();
    expect(await known).toBe('done');
  });
});
