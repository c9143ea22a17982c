import { journeyOf } from '#simulator/journeys/journey-of.ts';
import { createRandom, seedOf } from './random.ts';
import { createSchedule } from './schedule.ts';
import { createScreen, type Screen } from './screen.ts';
import type { SimulatedEvent } from '#simulator/simulated-event.ts';
import { situationOf } from './situation.ts';
import type { Journey, Step } from './step.ts';

/** What all screens do, one event after the other, without end. */
export type Story = {
  /** The next event, said to happen at `atMs` (epoch milliseconds). */
  next(atMs: number): SimulatedEvent;
};

/** The same seed and number of viewers tell the same story; `runId` alone keeps its event and session ids apart from those of other runs. */
export type StoryOptions = { readonly seed: number; readonly runId: string; readonly viewers: number };

/** Milliseconds between two events of one screen, on average over all situations. */
export const EVENT_GAP_MS = 9500;

/** Screens take turns by the times of their own journeys, so that a story told at the pace of its audience plays in real time. */
export const createStory = ({ seed, runId, viewers }: StoryOptions): Story => {
  const actors = Array.from({ length: viewers }, (_, index) => createActor(seed, index));
  const clocks = actors.map(({ upcoming }) => upcoming.afterMs);
  const schedule = createSchedule(clocks);
  let told = 0;

  function next(atMs: number): SimulatedEvent {
    const index = schedule.first();
    const actor = actors[index] ?? createActor(seed, index);
    const step = actor.upcoming;
    actor.upcoming = actor.journey.next().value;
    clocks[index] = (clocks[index] ?? 0) + actor.upcoming.afterMs;
    schedule.postpone(clocks[index]);
    const prefix = `${seed}-${runId}`;
    return toEvent(actor.screen, step, { eventId: `${prefix}-${++told}`, sessionPrefix: `${prefix}-${index}`, atMs });
  }

  return { next };
};

type Actor = { readonly screen: Screen; readonly journey: Journey; upcoming: Step };

const createActor = (seed: number, index: number): Actor => {
  const random = createRandom(seedOf(seed, index));
  const situation = situationOf(index);
  const screen = createScreen(random, index, situation);
  const journey = journeyOf(random, index, situation);
  return { screen, journey, upcoming: journey.next().value };
};

type Stamp = { readonly eventId: string; readonly sessionPrefix: string; readonly atMs: number };

const toEvent = (
  { consentHabit, ...screen }: Screen,
  { afterMs: _afterMs, session, ...said }: Step,
  { eventId, sessionPrefix, atMs }: Stamp,
): SimulatedEvent => ({
  ...screen,
  ...said,
  eventId,
  timestamp: new Date(atMs).toISOString(),
  ...(consentHabit !== null && { consent: consentHabit(atMs) }),
  ...(session === undefined ? {} : { sessionId: `${sessionPrefix}-${session}` }),
});
