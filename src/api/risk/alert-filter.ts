import { builder } from '#api/builder.ts';
import type { ApiPorts } from '#api/context.ts';
import { among, during } from '#api/common/filter-conditions.ts';
import { filterValues } from '#api/common/filter-values.ts';
import { readPseudonyms } from '#api/common/read-pseudonyms.ts';
import { regionCondition, RegionFilter } from '#api/common/region-filter.ts';
import { TimeRangeInput } from '#api/common/time-range.ts';
import { all, type Condition, EVERYTHING, oneOf } from '#domain/conditions/condition.ts';
import type { EventCondition, EventField } from '#domain/conditions/event-condition.ts';
import type { AlertCondition, AlertField } from '#domain/conditions/alert-condition.ts';
import { isAtLeast, type RiskLevel as Level, RISK_LEVELS } from '#domain/risk.ts';
import { Regulation } from './regulation.ts';
import { RiskCategory } from './risk-category.ts';
import { RiskLevel } from './risk-level.ts';

/** Conditions on alerts as input. */
export const AlertFilter = builder.inputType('AlertFilter', {
  description:
    'Conditions on alerts: all that are given must be met; a list is met by any of its values (at most 100), an empty one by no alert.',
  fields: (t) => ({
    range: t.field({
      type: TimeRangeInput,
      description: 'When it was raised. Default of the query: the last 24 hours, or any time when a cursor is given.',
    }),
    minLevel: t.field({ type: RiskLevel, description: 'At least this risky.' }),
    category: t.field({ type: [RiskCategory], description: 'Has a finding of one of these kinds.' }),
    ruleKey: t.stringList({ description: 'Led by one of these rules.' }),
    regulation: t.field({ type: [Regulation], description: 'Has a finding that rests on one of these laws.' }),
    region: t.field({ type: RegionFilter, description: 'Where the viewer was.' }),
    userId: t.idList({ description: 'Who watched, by the id that clients send. One that was never seen matches nothing.' }),
    contentId: t.idList({ description: 'Which title was played, by the id that clients send.' }),
  }),
});

export type AlertFilterValue = typeof AlertFilter.$inferInput;

/** The filter as the alert log understands it; throws BAD_USER_INPUT for what cannot be meant. */
export const readAlertFilter = async (ports: SubjectPorts, filter: AlertFilterValue): Promise<AlertCondition> =>
  all<AlertField>([during('raisedAt', filter.range), ...(await judgement(ports, filter))]);

/** The filter of assessed events, alerts or not: when they happened, and what any of their findings says. */
export const readAssessmentFilter = async (ports: SubjectPorts, filter: AlertFilterValue): Promise<EventCondition> =>
  all<EventField>([during('occurredAt', filter.range), ...(await judgement(ports, filter))]);

type SubjectPorts = Pick<ApiPorts, 'subjects'>;

/** What alerts and events have in common. */
const judgement = async ({ subjects }: SubjectPorts, filter: AlertFilterValue): Promise<readonly Condition<AlertField & EventField>[]> => [
  atLeast(filter.minLevel),
  among('category', filterValues('category', filter.category)),
  among('ruleKey', filterValues('ruleKey', filter.ruleKey)),
  among('regulation', filterValues('regulation', filter.regulation)),
  regionCondition(filter.region),
  among('viewer', await readPseudonyms(subjects, 'VIEWER', filterValues('userId', filter.userId))),
  among('content', filterValues('contentId', filter.contentId)),
];

/** This risky or riskier: of LOW that is everything. */
export const atLeast = (floor: Level | null | undefined): Condition<'level'> =>
  floor == null || floor === 'LOW'
    ? EVERYTHING
    : oneOf(
        'level',
        RISK_LEVELS.filter((level) => isAtLeast(level, floor)),
      );
