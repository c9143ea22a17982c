import { builder } from '#api/builder.ts';
import { COUNT_COST, boundedCount, BoundedCount, countArgs } from '#api/common/bounded-count.ts';
import { isoDuration } from '#api/common/iso-duration.ts';
import { PageInfo } from '#api/common/page-info.ts';
import type { Edge, Page } from '#api/common/page.ts';
import { TimeRangeInput } from '#api/common/time-range.ts';
import { Event, Viewer } from '#api/type-refs.ts';
import { type JourneyStep as Step, readJourney } from './read-journey.ts';

const JourneyStep = builder.objectRef<Step>('JourneyStep').implement({
  authScopes: { scope: 'EVENTS_READ' },
  description: 'One thing a person did, and how long after the one before.',
  fields: (t) => ({
    event: t.expose('event', { type: Event, description: 'What was done.' }),
    sincePrevious: t.field({
      type: 'Duration',
      nullable: true,
      description: 'Time since the step before, e.g. PT1M30.5S, whatever page that is on; null for the first step of the first page.',
      resolve: ({ sincePreviousMs }) => (sincePreviousMs === null ? null : isoDuration(sincePreviousMs)),
    }),
  }),
});

const JourneyStepEdge = builder.objectRef<Edge<Step>>('JourneyStepEdge').implement({
  authScopes: { scope: 'EVENTS_READ' },
  description: 'A step and its place in the journey.',
  fields: (t) => ({
    cursor: t.expose('cursor', { type: 'Cursor', description: 'Place of the step, for `after`.' }),
    node: t.expose('node', { type: JourneyStep, description: 'The step itself.' }),
  }),
});

const JourneyStepConnection = builder.objectRef<Page<Step>>('JourneyStepConnection').implement({
  authScopes: { scope: 'EVENTS_READ' },
  description: 'A page of a journey, stable while new events arrive.',
  fields: (t) => ({
    edges: t.expose('edges', { type: [JourneyStepEdge], description: 'The steps of the page with their cursors.' }),
    nodes: t.field({
      type: [JourneyStep],
      description: 'The steps of the page.',
      resolve: ({ edges }) => edges.map(({ node }) => node),
    }),
    pageInfo: t.expose('pageInfo', { type: PageInfo, description: 'Where the page lies in the journey.' }),
    totalCount: t.field({
      type: BoundedCount,
      description: 'How many steps the journey has, on all pages.',
      args: countArgs,
      extensions: { cost: COUNT_COST },
      resolve: boundedCount,
    }),
  }),
});

builder.objectField(Viewer, 'journey', (t) =>
  t.field({
    type: JourneyStepConnection,
    description: 'What this person did, step by step, the oldest first, with the time between the steps.',
    args: {
      range: t.arg({ type: TimeRangeInput, description: 'When the steps happened (`occurredAt`). Default: the last 24 hours.' }),
      first: t.arg.int({ description: 'Take this many steps, 1 to 100. Default: 25.' }),
      after: t.arg({ type: 'Cursor', description: 'Only steps after this cursor.' }),
    },
    resolve: ({ id }, args, context) => readJourney(context, id, args),
  }),
);
