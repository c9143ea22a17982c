import { say } from '../support/say.ts';
import type { QueryFigures } from './query-figures.ts';

/** Prints the figures for people, each with its target. */
export const printQuery = (figures: QueryFigures): void => {
  const { fewEvents, events } = figures;
  say();
  say(`${''.padEnd(WIDTH)}${`${fewEvents} events`.padStart(COLUMN)}${`${events} events`.padStart(COLUMN)}`);
  for (const { operation, isBounded, ...ms } of figures.operations) {
    const few = `p50 ${ms.p50MsOfFew}, p99 ${ms.p99MsOfFew} ms`;
    const many = `p50 ${ms.p50Ms}, p99 ${ms.p99Ms} ms`;
    say(
      `${operation.padEnd(WIDTH)}${few.padStart(COLUMN)}${many.padStart(COLUMN)}   p99 ratio ${ms.ratio}${isBounded ? '' : ' (not bounded)'}`,
    );
  }
  say();
  say(`worst ratio of p99s    ${figures.worstRatio}   (target: at most 1.5)`);
  say(`worst p99              ${figures.worstP99Ms} ms   (target: under 50 ms)`);
  say(
    `counting an event      ${figures.countingMicrosecondsOfFew} µs, ${figures.countingMicroseconds} µs; the large database has ${figures.megabytes} MB`,
  );
  say();
};

const WIDTH = 22;
const COLUMN = 34;
