import { badUserInput } from '#api/api-error.ts';
import { builder } from '#api/builder.ts';
import { regionOf } from '#api/events/region.ts';
import { Content, Event, Region, RiskAlert, Viewer } from '#api/type-refs.ts';
import { Finding } from './finding.ts';
import { RiskCategory } from './risk-category.ts';
import { RiskLevel } from './risk-level.ts';

const SEQUENCE_SHAPE = /^[1-9]\d{0,14}$/;

builder.node(RiskAlert, {
  authScopes: { scope: 'RISK_READ' },
  description:
    'A high-risk event worth a person’s attention. Later events of the same cause count on it for a while instead of raising their own.',
  id: { resolve: ({ sequence }) => sequence.toString() },
  loadOne: (id, { loaders }) => (SEQUENCE_SHAPE.test(id) ? loaders.alertBySequence.load(Number(id)) : null),
  fields: (t) => ({
    sequence: t.expose('sequence', { type: 'SafeInt', description: 'Place in the alert log, from 1: no holes, no inversions.' }),
    raisedAt: t.expose('raisedAt', { type: 'DateTime', description: 'When it was raised (UTC).' }),
    level: t.expose('level', { type: RiskLevel, description: 'The score in a word: HIGH or CRITICAL.' }),
    score: t.exposeInt('score', { description: 'Score of the event that raised it, 0 to 100.' }),
    categories: t.expose('categories', { type: [RiskCategory], description: 'Kinds of risk found, without repetition.' }),
    title: t.exposeString('title', { description: 'What is the matter, in one line.' }),
    occurrences: t.expose('occurrences', {
      type: 'SafeInt',
      description: 'Events counted on this alert within its repeat window, the first included. In a subscription: when it was sent.',
    }),
    findings: t.expose('findings', { type: [Finding], description: 'What each rule that fired saw in the event that raised it.' }),
    event: t.field({
      type: Event,
      nullable: true,
      description: 'The event that raised it; null once retention removed it.',
      resolve: ({ eventKey }, _args, { loaders }) => loaders.eventByKey.load(eventKey),
    }),
    viewer: t.field({
      type: Viewer,
      nullable: true,
      description: 'Who watched; null when the event names nobody, or the person was erased.',
      resolve: ({ viewerId }, _args, { loaders }) => (viewerId === null ? null : loaders.viewerById.load(viewerId)),
    }),
    content: t.field({
      type: Content,
      nullable: true,
      description: 'The title; null when the event names none.',
      resolve: ({ contentId }) => (contentId === null ? null : { contentId }),
    }),
    region: t.field({
      type: Region,
      nullable: true,
      description: 'Where the viewer was; null when that is not known.',
      resolve: ({ region }) => regionOf(region),
    }),
  }),
});

builder.queryField('riskAlert', (t) =>
  t.field({
    type: RiskAlert,
    nullable: true,
    description: 'The alert with this id; null when there is none (any more).',
    args: { id: t.arg.globalID({ required: true, description: 'The `id` of an alert.' }) },
    resolve(_root, { id }, { loaders }) {
      if (id.typename !== 'RiskAlert') throw badUserInput('The id is not one of an alert.');
      return SEQUENCE_SHAPE.test(id.id) ? loaders.alertBySequence.load(Number(id.id)) : null;
    },
  }),
);
