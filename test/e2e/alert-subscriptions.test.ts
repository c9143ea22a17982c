import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Deployment, MODES, openDeployment } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';
import { followAlertsBySse } from '../support/follow-alerts-by-sse.ts';
import { type AlertFollower, type AlertMessage, followAlerts } from '../support/follow-alerts.ts';
import { headCursor } from '../support/head-cursor.ts';
import { ingestAll } from '../support/ingest-client.ts';
import { createLedger } from '../support/ledger.ts';
import { untilSettled } from '../support/oracle.ts';
import { residentBytes } from '../support/resident-bytes.ts';
import { anAlertingEvent, batchesOf, type WireEvent } from '../support/wire-event.ts';

describe.each(MODES)('alerts through broken connections, %s', (mode) => {
  it('reach subscribers that resume from their cursor in the order of the log, each exactly once, while several clients write', async () => {
    await using deployment = await openDeployment(mode, { CONSUMER_BATCH_EVENTS: '40' });
    const url = await startAll(deployment);
    const start = await headCursor(url);
    const alerts = 800;
    const isOver = new AbortController();
    const bySocket = followThroughCuts({ start, isOver: isOver.signal, open: (after) => followAlerts(url, { after }) });
    const bySse = followThroughCuts({ start, isOver: isOver.signal, open: (after) => followAlertsBySse(url, { lastEventId: after }) });

    const ledger = createLedger();
    const batches = batchesOf(causes('resume', alerts), 10).map((events) => ({ events }));
    await ingestAll({ url: () => url, ledger, senders: 6 }, batches);
    await untilSettled(url);
    isOver.abort();
    const log = wholeLog(alerts);
    const socket = await bySocket;
    const sse = await bySse;
    expect(sequencesOf(socket.messages)).toEqual(log);
    expect(sequencesOf(sse.messages)).toEqual(log);
    expect(Math.min(socket.cuts, sse.cuts), 'times the connection broke').toBeGreaterThan(3);
  });
});

describe.each(MODES)('a subscriber that stops reading, %s', (mode) => {
  it('disturbs neither the others nor memory, and gets everything when it reads again', async () => {
    await using deployment = await openDeployment(mode, SMALL_HEAP);
    const url = await startAll(deployment);
    const pid = deployment.processes()[0]?.pid ?? 0;
    const after = await headCursor(url);
    await using stack = new AsyncDisposableStack();
    const stalled = await Promise.all(Array.from({ length: STALLED }, () => followAlerts(url, { after, isLarge: true })));
    for (const follower of stalled) stack.use(follower).pause();
    const pausedAt = Date.now();
    const socket = stack.use(await followAlerts(url, { after, isLarge: true }));
    const sse = stack.use(await followAlertsBySse(url, { after }));

    const raise = async (prefix: string, count: number): Promise<void> => {
      const batches = batchesOf(causes(prefix, count), 250).map((events) => ({ events }));
      await ingestAll({ url: () => url, ledger: createLedger(), senders: 2 }, batches);
    };
    await raise('warm', WARM_UP);
    await socket.received(WARM_UP);
    const before = await residentBytes(pid);
    await raise('stall', ALERTS);
    await Promise.all([socket, sse].map((follower) => follower.received(WARM_UP + ALERTS)));
    const growth = (await residentBytes(pid)) - before;
    const bytesUnread = STALLED * JSON.stringify(socket.messages).length;
    expect(growth, `growth of memory with ${bytesUnread} bytes unread`).toBeLessThan(bytesUnread / 4);
    expect(Math.max(...stalled.map((follower) => follower.sequences().length)), 'alerts received while not reading').toBe(0);

    const cutOff = stalled.filter((follower) => follower.closeCode() !== null).length;
    expect(cutOff, 'connections closed before pings went unanswered').toBeLessThanOrEqual(Date.now() - pausedAt < PING_MS ? 0 : STALLED);
    const caughtUp = await Promise.all(stalled.map((follower) => readOn({ url, follower, head: WARM_UP + ALERTS, stack })));
    const everybody = [socket.sequences(), sse.sequences(), ...caughtUp];
    expect(everybody).toEqual(everybody.map(() => wholeLog(WARM_UP + ALERTS)));
  });
});

/** Garbage is collected early, so that what grows is what is kept. */
const SMALL_HEAP = { NODE_OPTIONS: '--max-old-space-size=192 --max-semi-space-size=8' };
const STALLED = 8;
/** Alerts that fill what the server keeps for everybody, and alerts after that. */
const WARM_UP = 2_500;
const ALERTS = 3_500;

const wholeLog = (head: number): readonly number[] => Array.from({ length: head }, (_, i) => i + 1);

type ReadOn = { readonly url: string; readonly follower: AlertFollower; readonly head: number; readonly stack: AsyncDisposableStack };

/** Reads again; whoever did not answer pings for too long has been cut off, and resumes from the last cursor. Answers what was received in all. */
const readOn = async ({ url, follower, head, stack }: ReadOn): Promise<readonly number[]> => {
  follower.resume();
  const isDone = () => follower.sequences().length >= head || follower.closeCode() !== null;
  await eventually(isDone, { what: `${head} alerts or an end`, withinMs: CATCH_UP_MS_MAX });
  const before = follower.sequences();
  if (before.length >= head) return before;
  const next = stack.use(await followAlerts(url, { after: follower.cursor(), isLarge: true }));
  await next.received(head - before.length, CATCH_UP_MS_MAX);
  return [...before, ...next.sequences()];
};

/** The server asks this often whether a client is still there. */
const PING_MS = 30_000;
const CATCH_UP_MS_MAX = 40_000;

/** Embedded one process, else an API (answered) and two workers. */
const startAll = async (deployment: Deployment): Promise<string> => {
  if (deployment.mode === 'embedded') return (await deployment.start('all')).url;
  const [api] = await Promise.all([deployment.start('api'), deployment.start('worker'), deployment.start('worker')]);
  return api.url;
};

/** Events of different viewers: an alert each. */
const causes = (prefix: string, count: number): readonly WireEvent[] =>
  Array.from({ length: count }, (_, i) =>
    anAlertingEvent({ eventId: `${prefix}-${i}`, userId: `${prefix}-${i}`, contentId: 'c'.repeat(200) }),
  );

type Follower = { readonly messages: readonly AlertMessage[]; cursor(): string | null; cut(): void };
type FollowThroughCuts = {
  readonly start: string;
  /** From then on the connection stays, and the following ends when the log does. */
  readonly isOver: AbortSignal;
  readonly open: (after: string) => Promise<Follower>;
};

/** Follows the log over one connection after the other, each broken at a random moment; what a connection had brought when it broke is kept. */
const followThroughCuts = async ({ start, isOver, open }: FollowThroughCuts) => {
  const messages: AlertMessage[] = [];
  let cursor = start;
  let cuts = 0;
  for (let isLast = false; !isLast;) {
    isLast = isOver.aborted;
    const follower = await open(cursor);
    await sleep(isLast ? QUIET_MS : Math.random() * CONNECTED_MS_MAX);
    follower.cut();
    cuts += 1;
    messages.push(...follower.messages);
    cursor = follower.cursor() ?? cursor;
  }
  return { messages, cuts };
};

const CONNECTED_MS_MAX = 250;
const QUIET_MS = 3_000;

const sequencesOf = (messages: readonly AlertMessage[]): readonly number[] =>
  messages.flatMap(({ alert }) => (alert ? [alert.sequence] : []));
