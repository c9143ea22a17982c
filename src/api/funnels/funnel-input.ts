import { badUserInput } from '#api/api-error.ts';
import { builder } from '#api/builder.ts';
import { enumOf } from '#api/common/enum-of.ts';
import { filterValues } from '#api/common/filter-values.ts';
import { readDuration } from '#api/common/read-duration.ts';
import { rangeOrDefault, TimeRangeInput } from '#api/common/time-range.ts';
import { PlaybackEventType } from '#api/playback/playback-event-type.ts';
import { FUNNEL_STEPS_MAX, FUNNEL_STEPS_MIN, type FunnelOrder as Order, type FunnelStep as Step } from '#domain/funnels/funnel.ts';
import type { FunnelRequest } from '#store/funnels/funnel-reader.ts';
import type { Range } from '#store/statistics/statistics-reader.ts';

const DAY_MS = 86_400_000;
/** The longest range of a funnel, and the longest window: as long as a month. */
const FUNNEL_DAYS_MAX = 31;

const FunnelOrder = enumOf<Order>('FunnelOrder', 'How the steps of a funnel must follow one another.', {
  ORDERED: 'In the order given; whatever else the viewer did may lie between.',
  STRICT: 'In the order given, with no other event of the viewer between, heartbeats included.',
  UNORDERED: 'In any order, each by an event of its own; a step is reached once it and all steps listed before it are met.',
});

const FunnelStepInput = builder.inputType('FunnelStepInput', {
  description: 'One step of a funnel: what a viewer has to do.',
  fields: (t) => ({
    eventType: t.field({ type: PlaybackEventType, required: true, description: 'What has to happen.' }),
    contentId: t.id({ description: 'With which title, by the id that clients send. Default: with any, or none.' }),
  }),
});

/** A question about the ways of viewers, as input. */
export const FunnelInput = builder.inputType('FunnelInput', {
  description: 'The steps of a funnel, and which ways through them count.',
  fields: (t) => ({
    range: t.field({
      type: TimeRangeInput,
      description: `Which events are looked at: by when they occurred, at most ${FUNNEL_DAYS_MAX} days. Default: the last 24 hours.`,
    }),
    steps: t.field({
      type: [FunnelStepInput],
      required: true,
      description: `${FUNNEL_STEPS_MIN} to ${FUNNEL_STEPS_MAX} steps, the first one first.`,
    }),
    conversionWindow: t.field({
      type: 'Duration',
      required: true,
      description: `How long the whole way may take, from its first event on: up to P${FUNNEL_DAYS_MAX}D, without years and months.`,
    }),
    order: t.field({
      type: FunnelOrder,
      required: true,
      defaultValue: 'ORDERED',
      description: 'How the steps must follow one another. Default: in the order given, with anything between.',
    }),
  }),
});

/** What the store is asked; throws BAD_USER_INPUT for what cannot be meant. */
export const readFunnelInput = (input: typeof FunnelInput.$inferInput, now: Date): FunnelRequest => ({
  funnel: { steps: readSteps(input.steps), windowMs: readWindow(input.conversionWindow), order: input.order },
  range: shortEnough(rangeOrDefault(input.range, now)),
});

const readSteps = (steps: readonly (typeof FunnelStepInput.$inferInput)[]): readonly Step[] => {
  if (steps.length < FUNNEL_STEPS_MIN || steps.length > FUNNEL_STEPS_MAX)
    throw badUserInput(`A funnel has ${FUNNEL_STEPS_MIN} to ${FUNNEL_STEPS_MAX} steps.`);
  filterValues(
    'contentId',
    steps.flatMap(({ contentId }) => contentId ?? []),
  );
  return steps.map(({ eventType, contentId }) => ({ eventType, contentId: contentId ?? null }));
};

const readWindow = (text: string): number => {
  const ms = readDuration(text);
  if (ms !== null && ms > 0 && ms <= FUNNEL_DAYS_MAX * DAY_MS) return ms;
  throw badUserInput(`\`conversionWindow\` must be an ISO 8601 duration of up to ${FUNNEL_DAYS_MAX} days, e.g. PT30M or P7D.`);
};

const shortEnough = (range: Range): Range => {
  if (range.to.getTime() - range.from.getTime() <= FUNNEL_DAYS_MAX * DAY_MS) return range;
  throw badUserInput(`The range of a funnel must not be longer than ${FUNNEL_DAYS_MAX} days.`);
};
