import { REGIONS } from './fill-statements.ts';
import type { KnownSubjects } from './known-subjects.ts';

/** When a round asks, which one it is, and about whom. */
export type Round = { readonly number: number; readonly now: Date; readonly known: KnownSubjects };

/** A published operation, with other variables in every round. */
export type Question = {
  /** The operation's file in schema/operations. */
  readonly operation: string;
  /** False for funnels and journeys: what they cost grows with what they look at. */
  readonly isBounded: boolean;
  readonly variables: (round: Round) => Readonly<Record<string, unknown>>;
  /** What an answer must hold to count as one: a list that is not empty, or a number above 0. */
  readonly found: (data: Answer) => unknown;
};

/** Data of an answer, followed without looking. */
// oxlint-disable-next-line typescript/no-explicit-any -- answers of a dozen operations, each looked into at one place
type Answer = any;

const HOUR_MS = 3_600_000;
const HOURS_STORED = 30 * 24;

/** A range of `hours` that ends up to a day ago: another one in each round. */
const rangeOf = ({ now, number }: Round, hours: number): { readonly from: Date; readonly to: Date } => {
  const to = new Date(now.getTime() - (number % 24) * HOUR_MS);
  return { from: new Date(Math.max(to.getTime() - hours * HOUR_MS, now.getTime() - HOURS_STORED * HOUR_MS)), to };
};

const pick = <T>(from: readonly T[], { number }: Round): T => {
  const picked = from[number % from.length];
  if (picked === undefined) throw new Error('there is nothing to ask about: more events are needed');
  return picked;
};

/** Where many live: there are events at any time. */
const LARGE_REGIONS = REGIONS.slice(0, 4);

/** Now the whole world, now one region. */
const regionFilter = (round: Round) => (round.number % 3 === 0 ? null : { within: [pick(LARGE_REGIONS, round)] });

const bounded = (operation: string, variables: Question['variables'], found: Question['found']): Question => ({
  operation,
  isBounded: true,
  variables,
  found,
});

/** Ten operations that everything asked about stored events is like, and two whose cost is not bounded by a page or a rollup. */
export const QUESTIONS: readonly Question[] = [
  bounded(
    'statistics',
    (round) => ({ range: rangeOf(round, 24), filter: { region: regionFilter(round) } }),
    ({ stats }) => stats.summary.events,
  ),
  bounded(
    'breakdown',
    (round) => ({
      by: 'CONTENT',
      range: rangeOf(round, HOURS_STORED),
      orderBy: { field: pick(['EVENTS', 'PLAYS', 'WATCH_TIME'], round), direction: 'DESC' },
    }),
    ({ stats }) => stats.breakdown.nodes,
  ),
  bounded(
    'content',
    (round) => ({
      contentId: pick(round.known.contentIds, round),
      range: { from: new Date(round.now.getTime() - HOURS_STORED * HOUR_MS), to: round.now },
    }),
    ({ content }) => content.topRegions,
  ),
  bounded(
    'region',
    (round) => ({ code: pick(LARGE_REGIONS, round), range: rangeOf(round, 7 * 24) }),
    ({ region }) => region.deviceMix,
  ),
  bounded(
    'compliance',
    (round) => ({ range: rangeOf(round, HOURS_STORED), region: regionFilter(round) }),
    ({ compliance }) => compliance.regions.nodes,
  ),
  bounded(
    'compliance-timeline',
    (round) => ({ range: rangeOf(round, 7 * 24), region: regionFilter(round) }),
    ({ compliance }) => compliance.timeline,
  ),
  bounded(
    'events',
    (round) => ({ filter: eventFilter(round) }),
    ({ events }) => events.nodes,
  ),
  bounded(
    'risk-alerts',
    (round) => ({ filter: alertFilter(round) }),
    ({ riskAlerts }) => riskAlerts.nodes,
  ),
  bounded(
    'viewer',
    (round) => ({ userId: pick(round.known.userIds, round) }),
    ({ viewer }) => viewer.events.nodes,
  ),
  bounded(
    'session',
    (round) => pick(round.known.sessions, round),
    ({ session }) => session.events.nodes,
  ),
  {
    operation: 'viewer-journey',
    isBounded: false,
    variables: (round) => ({
      userId: pick(round.known.userIds, round),
      range: { from: new Date(round.now.getTime() - HOURS_STORED * HOUR_MS), to: round.now },
    }),
    found: ({ viewer }) => viewer.journey.nodes,
  },
  {
    operation: 'funnel',
    isBounded: false,
    variables: (round) => ({
      input: {
        range: rangeOf(round, 24),
        steps: [{ eventType: 'PLAY' }, { eventType: 'PLAYING' }, { eventType: 'STOP' }],
        conversionWindow: 'PT2H',
        order: 'ORDERED',
      },
    }),
    found: ({ funnel }) => funnel.steps[0].viewers,
  },
];

/** The newest events, and those an analyst narrows down to: of titles, of errors, of what is risky, of a place. */
const eventFilter = (round: Round): unknown => {
  switch (round.number % 5) {
    case 0:
      return null;
    case 1:
      return { contentId: [pick(round.known.contentIds, round)], range: rangeOf(round, HOURS_STORED) };
    case 2:
      return { eventType: ['ERROR'], range: rangeOf(round, 7 * 24) };
    case 3:
      return { level: ['HIGH', 'CRITICAL'], range: rangeOf(round, 7 * 24) };
    default:
      return { region: { within: [pick(LARGE_REGIONS, round)] }, range: rangeOf(round, 24) };
  }
};

/** The latest alerts of any time, of a place, of a kind, of a rule. */
const alertFilter = (round: Round): unknown => {
  const range = rangeOf(round, HOURS_STORED);
  switch (round.number % 4) {
    case 0:
      return { range };
    case 1:
      return { range, region: { within: [pick(LARGE_REGIONS, round)] } };
    case 2:
      return { range, category: ['PRIVACY'], minLevel: 'CRITICAL' };
    default:
      return { range, ruleKey: ['multi-ip'] };
  }
};
