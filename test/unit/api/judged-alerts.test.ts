import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { FeedMessage } from '#alerts/alert-feed.ts';
import { judgedAlerts } from '#api/risk/judged-alerts.ts';
import { aRiskAlert } from '../../support/array-alert-log.ts';
import { NOON } from '../../support/builders.ts';

const HEARTBEAT_MS = 20;

const anAlert = (position: number): FeedMessage => ({ kind: 'alert', position, at: NOON, alert: aRiskAlert({ sequence: position }) });

async function* streamOf(...messages: readonly FeedMessage[]): AsyncGenerator<FeedMessage, void, void> {
  yield* messages;
}

/** Alerts 1 and 2 before a judge that passes them on once `isAway` is false; warnings are counted. */
const openJudged = () => {
  const control = { isAway: true, warnings: 0 };
  const log = pino({ level: 'warn' }, { write: () => void control.warnings++ });
  const judge = async (message: FeedMessage): Promise<FeedMessage> => {
    if (control.isAway) throw new Error('away');
    return message;
  };
  return { control, stream: judgedAlerts(streamOf(anAlert(1), anAlert(2)), { judge, log, heartbeatMs: HEARTBEAT_MS }) };
};

type Judged = ReturnType<typeof openJudged>['stream'];

const next = async (stream: Judged): Promise<FeedMessage | null> => (await stream.next()).value ?? null;
const afterHeartbeats = async (stream: Judged): Promise<FeedMessage | null> => {
  const message = await next(stream);
  return message?.kind === 'heartbeat' ? afterHeartbeats(stream) : message;
};

describe('alerts whose judge cannot answer', () => {
  it('wait in order, with heartbeats from which one may resume, and are complained about once', async () => {
    const { stream, control } = openJudged();
    for (let i = 0; i < 10; i++) expect(await next(stream)).toMatchObject({ kind: 'heartbeat', position: 0 });
    control.isAway = false;
    expect(await afterHeartbeats(stream)).toEqual(anAlert(1));
    expect(await next(stream)).toEqual(anAlert(2));
    expect(await next(stream)).toBeNull();
    expect(control.warnings).toBe(1);
  });

  it('end at once with their stream', async () => {
    const never = judgedAlerts(streamOf(anAlert(1)), { judge: () => new Promise(() => {}), log: pino({ level: 'silent' }) });
    const waiting = next(never);
    await never.return();
    expect(await waiting).toBeNull();
    expect(await next(never)).toBeNull();
  });
});
