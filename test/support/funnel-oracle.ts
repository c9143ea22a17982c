import { type Funnel, type FunnelEvent, type FunnelStep, meetsStep } from '#domain/funnels/funnel.ts';

/** Indexes of events, one for each of the first steps. */
type Choice = readonly number[];

/**
 * What a journey promises, found by trying every choice of events: furthest first, then the one that is over first, then the one that began
 * last. ORDERED and STRICT take the earliest events of those, UNORDERED the latest of each step.
 */
export const wayOf = (funnel: Funnel, events: readonly FunnelEvent[]): readonly number[] => {
  const choices = choicesOf(funnel.steps, events).filter((choice) => isAllowed(funnel, events, choice));
  const furthest = Math.max(0, ...choices.map(({ length }) => length));
  if (furthest === 0) return [];
  const best = bestOf(choices.filter(({ length }) => length === furthest));
  const times = (indexes: readonly number[]) => indexes.map((index) => events[index]?.at ?? Number.NaN);
  return funnel.order === 'UNORDERED' ? latestMoments(funnel, { events, length: furthest, end: Math.max(...best) }) : times(best);
};

/** Every way to give each of the first steps an event of its own. */
const choicesOf = (steps: readonly FunnelStep[], events: readonly FunnelEvent[], begun: Choice = []): readonly Choice[] => {
  const step = steps[begun.length];
  if (step === undefined) return [];
  const fitting = events.flatMap((event, index) => (meetsStep(step, event) && !begun.includes(index) ? [[...begun, index]] : []));
  return fitting.flatMap((choice) => [choice, ...choicesOf(steps, events, choice)]);
};

const isAllowed = ({ order, windowMs }: Funnel, events: readonly FunnelEvent[], choice: Choice): boolean => {
  const times = choice.map((index) => events[index]?.at ?? Number.NaN);
  if (Math.max(...times) - Math.min(...times) > windowMs) return false;
  const gaps = choice.slice(1).map((index, i) => index - (choice[i] ?? index));
  if (order === 'ORDERED') return gaps.every((gap) => gap > 0);
  return order === 'UNORDERED' || gaps.every((gap) => gap === 1);
};

/** Over first, begun last, then the earliest events. */
const bestOf = (choices: readonly Choice[]): Choice => choices.toSorted(byRank)[0] ?? [];

const byRank = (a: Choice, b: Choice): number => Math.max(...a) - Math.max(...b) || Math.min(...b) - Math.min(...a) || compare(a, b);

const compare = (a: Choice, b: Choice): number => {
  const different = a.findIndex((index, i) => index !== b[i]);
  return different < 0 ? 0 : (a[different] ?? 0) - (b[different] ?? 0);
};

type Reach = { readonly events: readonly FunnelEvent[]; readonly length: number; readonly end: number };

/** When the first steps were met, one more at a time, by the latest events each step can need up to the end. */
const latestMoments = ({ steps }: Funnel, { events, length, end }: Reach): readonly number[] => {
  const taken = steps.slice(0, length);
  const within = (count: number, step: FunnelStep) => taken.slice(0, count).filter((other) => meetsStep(step, other)).length;
  const fitting = (step: FunnelStep) => events.slice(0, end + 1).filter((event) => meetsStep(step, event));
  return taken.map((_, last) =>
    Math.max(
      ...taken.slice(0, last + 1).map((step) => {
        const used = fitting(step).slice(-within(length, step));
        return used[within(last + 1, step) - 1]?.at ?? Number.NaN;
      }),
    ),
  );
};
