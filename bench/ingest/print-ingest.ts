import { say } from '../support/say.ts';
import type { IngestFigures } from './ingest-figures.ts';

/** Prints the figures for people, each with its target. */
export const printIngest = (figures: IngestFigures): void => {
  say();
  say(`events stored per second   path ${figures.eventsPerSecond}   floor ${figures.floorEventsPerSecond}`);
  say(`ratio to the floor         ${figures.ratioToFloor}   (target: at least 0.4)`);
  say(`CPU s per 1,000 events     path ${cpu(figures.cpuSecondsPer1000Events)}`);
  say(`                           floor ${cpu(figures.floorCpuSecondsPer1000Events)}`);
  say(
    `request of 500 at half     p50 ${figures.requestP50Ms} ms, p99 ${figures.requestP99Ms} ms; floor p50 ${figures.floorRequestP50Ms} ms`,
  );
  say(`ratio of the two p50       ${figures.requestP50ToFloor}   (target: under 4)`);
  say(
    `accepted → subscriber      p50 ${figures.acceptToSubscriberP50Ms} ms, p99 ${figures.acceptToSubscriberP99Ms} ms over ${figures.acceptToSubscriberCount} alerts   (target: p99 under 150 ms)`,
  );
  say();
};

const cpu = (seconds: Readonly<Record<string, number | null>>): string =>
  Object.entries(seconds)
    .map(([name, value]) => `${name} ${value ?? 'unknown'}`)
    .join(', ');
