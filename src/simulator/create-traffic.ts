import type { SimulatedEvent } from './simulated-event.ts';
import { createStory, EVENT_GAP_MS, type StoryOptions } from './story/create-story.ts';

export type TrafficOptions = Omit<StoryOptions, 'runId'> & {
  /** Time of the first event. */
  readonly startedAt: Date;
  /** How close the events follow each other; by default as close as so many viewers make them. */
  readonly eventsPerSecond?: number;
  /** Two runs of one seed need two of these, or the second is taken for a repetition. */
  readonly runId?: string;
};

/** Seeded traffic without end, at even distances in time. Pure: the same options yield the same events. */
export function* createTraffic(options: TrafficOptions): Generator<SimulatedEvent, never> {
  const { seed, viewers, startedAt, eventsPerSecond = (viewers * 1000) / EVENT_GAP_MS, runId = 'run' } = options;
  const story = createStory({ seed, runId, viewers });
  for (let index = 0; ; index++) yield story.next(startedAt.getTime() + (index * 1000) / eventsPerSecond);
}
