import type { Logger } from 'pino';
import type { EventStream } from '#stream/event-stream.ts';
import { RETRY_AFTER_MS_MAX, RETRY_AFTER_MS_MIN } from './ingest-limits.ts';
import type { IngestProblem } from './ingest-service.ts';

/** The answer when too much waits. */
export type Overloaded = Extract<IngestProblem, { kind: 'OVERLOADED' }>;

/** Lets events in while fewer wait than may. */
export type BacklogGate = {
  /** Null when there is room, which counts as taken until `leave`; else the answer to give. */
  enter(events: number): Overloaded | null;
  leave(events: number): void;
  /** The answer when there was no room behind the gate after all. */
  refuse(): Overloaded;
};

export type BacklogGateNeeds = {
  readonly stream: Pick<EventStream, 'waitingEvents'>;
  readonly backlogEventsMax: number;
  readonly now: () => Date;
  readonly log: Logger;
};

/** A gate over the stream's backlog. It asks for the longer a pause, the longer it has been shut and the more is too much. */
export const createBacklogGate = ({ stream, backlogEventsMax, now, log }: BacklogGateNeeds): BacklogGate => {
  let entering = 0;
  let shutSince: number | null = null;

  const waiting = (): number => stream.waitingEvents() + entering;

  function enter(events: number): Overloaded | null {
    if (waiting() + events > backlogEventsMax) return refuse();
    if (shutSince !== null) log.info({ waitingEvents: waiting() }, 'backlog has room again');
    shutSince = null;
    entering += events;
    return null;
  }

  function refuse(): Overloaded {
    if (shutSince === null) log.warn({ waitingEvents: waiting(), backlogEventsMax }, 'backlog is full: refusing events');
    shutSince ??= now().getTime();
    return overloaded(now().getTime() - shutSince, waiting() / backlogEventsMax - 1);
  }

  function leave(events: number): void {
    entering -= events;
  }

  return { enter, leave, refuse };
};

/** `excess` is the part of the limit by which it is passed. */
const overloaded = (shutMs: number, excess: number): Overloaded => ({
  kind: 'OVERLOADED',
  message: 'more events wait than can be kept safe; send the same batch again after retryAfterMs',
  path: [],
  retryAfterMs: Math.min(RETRY_AFTER_MS_MAX, Math.round(RETRY_AFTER_MS_MIN + shutMs + Math.max(0, excess) * RETRY_AFTER_MS_MAX)),
});
