import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { FeedMessage } from '#alerts/alert-feed.ts';
import { everything, follow, next, openFeed, positionsOf, take, upTo } from '../../support/open-feed.ts';

describe('ending a follower', () => {
  const endings: readonly (readonly [string, (following: AsyncGenerator<FeedMessage, void, void>, abort: AbortController) => unknown])[] = [
    ['return', (following) => following.return()],
    ['disposal', (following) => following[Symbol.asyncDispose]()],
    ['its signal', (_following, abort) => abort.abort()],
  ];
  it.each(endings)('by %s ends the read in hand at once, and for good', async (_name, end) => {
    const { feed, raise } = await openFeed();
    const abort = new AbortController();
    const following = feed.follow({ after: null, accepts: everything, signal: abort.signal });
    const waiting = next(following);
    await turn();
    void end(following, abort);
    expect(await waiting).toBe('done');
    await raise();
    expect(await next(following)).toBe('done');
  });

  it('by a signal that fired before it began', async () => {
    const { feed } = await openFeed({}, 3);
    expect(await next(feed.follow({ after: 0, accepts: everything, signal: AbortSignal.abort() }))).toBe('done');
  });

  it('by closing the feed', async () => {
    const { feed } = await openFeed();
    const waiting = upTo(3).map(() => next(follow(feed)));
    await turn();
    await feed[Symbol.asyncDispose]();
    expect(await Promise.all(waiting)).toEqual(['done', 'done', 'done']);
  });

  it('by an error of its own filter, which disturbs nobody else', async () => {
    const { feed, raise } = await openFeed();
    const other = next(follow(feed));
    const failing = feed.follow({
      after: null,
      accepts: () => {
        throw new Error('broken filter');
      },
    });
    const waiting = failing.next();
    waiting.catch(() => undefined);
    await turn();
    await raise();
    await expect(waiting).rejects.toThrow('broken filter');
    expect(await other).toMatchObject({ kind: 'alert', position: 1 });
    expect(await next(failing)).toBe('done');
  });
});

describe('many followers', () => {
  it('receive the same message objects, each in order', async () => {
    const { feed, raise } = await openFeed({ ringSize: 1_000 });
    const taken = upTo(1_000).map(() => take(follow(feed), 20));
    await turn();
    for (let i = 0; i < 10; i++) {
      await raise(2);
      await turn();
    }
    const [first, ...others] = await Promise.all(taken);
    expect(positionsOf(first ?? [])).toEqual(upTo(20));
    for (const messages of others) expect(messages.every((message, i) => message === first?.[i])).toBe(true);
  });

  it('that resume together at the same place share the reads of the log', async () => {
    const { feed, log } = await openFeed({ ringSize: 5 }, 100);
    const before = log.pagesRead;
    const taken = await Promise.all(upTo(200).map((i) => take(follow(feed, i % 7), 90)));
    expect(taken.every((messages) => messages.length === 90)).toBe(true);
    expect(log.pagesRead - before).toBeLessThanOrEqual(10);
  });

  it('are not held up by one that stalls, which later receives everything', async () => {
    const { feed, raise } = await openFeed({ ringSize: 50 });
    const stalled = follow(feed);
    const lively = follow(feed);
    const waiting = next(stalled);
    for (const sequence of upTo(500)) {
      const live = next(lively);
      await raise();
      expect(await live).toMatchObject({ position: sequence });
    }
    expect([((await waiting) as FeedMessage).position, ...positionsOf(await take(stalled, 499))]).toEqual(upTo(500));
  });

  it('may ask for several messages at once and receive them in the order asked', async () => {
    const { feed, raise } = await openFeed();
    const following = follow(feed);
    const asked = upTo(5).map(() => next(following));
    await raise(2);
    await raise(3);
    expect(positionsOf((await Promise.all(asked)) as FeedMessage[])).toEqual(upTo(5));
  });
});
