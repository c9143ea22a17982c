import { builder } from '#api/builder.ts';
import { isoDuration } from '#api/common/iso-duration.ts';
import { TimeRange } from '#api/common/time-range.ts';
import { FunnelInput } from './funnel-input.ts';
import { conversion, type CountedFunnel, type CountedStep, readFunnel } from './read-funnel.ts';

/** Of the budget of an operation: a funnel reads events, so one operation has room for two. */
const COST = 4_000;

const FunnelStep = builder.objectRef<CountedStep>('FunnelStep').implement({
  authScopes: { scope: 'STATS_READ' },
  description: 'How many viewers reached a step of a funnel.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Which step: 0 is the first.' }),
    viewers: t.expose('viewers', {
      type: 'SafeInt',
      description: 'Viewers who reached this step. Each counts once, for every step up to the furthest they reached in one attempt.',
    }),
    conversionFromPrevious: t.float({
      description: 'Share of the viewers of the step before who reached this one, 0 to 1; 1 for the first step, 0 of nobody.',
      resolve: ({ viewers, previous }) => conversion(viewers, previous),
    }),
    conversionFromStart: t.float({
      description: 'Share of the viewers of the first step who reached this one, 0 to 1; 0 of nobody.',
      resolve: ({ viewers, first }) => conversion(viewers, first),
    }),
    medianTimeFromPrevious: t.field({
      type: 'Duration',
      nullable: true,
      description: [
        'Median of the time between reaching the step before and reaching this one, over the viewers of this step;',
        'of each viewer the attempt that got furthest, the first if several did. Null for the first step, and where nobody came.',
      ].join(' '),
      resolve: ({ medianMsFromPrevious: ms }) => (ms === null ? null : isoDuration(ms)),
    }),
  }),
});

const Funnel = builder.objectRef<CountedFunnel>('Funnel').implement({
  authScopes: { scope: 'STATS_READ' },
  description: 'How far viewers got through a row of steps within a time. Events without a viewer are left out.',
  fields: (t) => ({
    range: t.expose('range', {
      type: TimeRange,
      description: 'The range of which events were looked at. Who began shortly before its end had less time.',
    }),
    steps: t.field({
      type: [FunnelStep],
      description: 'Every step once, the first one first; never more viewers than the step before.',
      resolve: ({ steps }) => steps,
    }),
    conversionRate: t.float({
      description: 'Share of the viewers of the first step who reached the last, 0 to 1; 0 of nobody.',
      resolve: ({ steps }) => conversion(steps.at(-1)?.viewers ?? 0, steps[0]?.viewers ?? 0),
    }),
  }),
});

builder.queryField('funnel', (t) =>
  t.field({
    type: Funnel,
    description: [
      'How many viewers go through these steps, counted over stored events. BAD_USER_INPUT when that are more events than one funnel may read:',
      'shorten the range, or name titles. OVERLOADED, with `retryAfterMs`, while others count.',
    ].join(' '),
    args: { input: t.arg({ type: FunnelInput, required: true, description: 'The steps, and which ways through them count.' }) },
    extensions: { cost: COST },
    resolve: (_root, { input }, context) => readFunnel(context, input),
  }),
);
