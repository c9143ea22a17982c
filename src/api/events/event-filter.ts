import { builder } from '#api/builder.ts';
import { RegionFilter } from '#api/common/region-filter.ts';
import { TimeRangeInput } from '#api/common/time-range.ts';
import { RiskLevel } from '#api/risk/risk-level.ts';
import type { RiskLevel as Level } from '#domain/risk.ts';

type Given<T> = T | null | undefined;

/** A filter as GraphQL gives it: shape is checked, meaning is not. */
export type EventFilterValue = {
  readonly and?: Given<readonly EventFilterValue[]>;
  readonly or?: Given<readonly EventFilterValue[]>;
  readonly not?: Given<EventFilterValue>;
  readonly range?: Given<typeof TimeRangeInput.$inferInput>;
  readonly eventType?: Given<readonly string[]>;
  readonly userId?: Given<readonly string[]>;
  readonly deviceId?: Given<readonly string[]>;
  readonly contentId?: Given<readonly string[]>;
  readonly sessionId?: Given<readonly string[]>;
  readonly source?: Given<readonly string[]>;
  readonly region?: Given<typeof RegionFilter.$inferInput>;
  readonly errorCode?: Given<readonly string[]>;
  readonly level?: Given<readonly Level[]>;
  readonly minScore?: Given<number>;
  readonly ruleKey?: Given<readonly string[]>;
  readonly consentAllowed?: Given<boolean>;
};

/** How deep filters may be nested, the outermost counted. */
export const FILTER_DEPTH_MAX = 5;
/** Conditions that a filter may have, those of nested filters included. */
export const FILTER_CONDITIONS_MAX = 50;

/** Conditions on events as input. */
export const EventFilter = builder.inputRef<EventFilterValue>('EventFilter');

EventFilter.implement({
  description: `Conditions on events: all that are given must be met; a list is met by any of its values (at most 100), an empty one by no event. At most ${FILTER_CONDITIONS_MAX} conditions, nested at most ${FILTER_DEPTH_MAX} deep.`,
  fields: (t) => ({
    and: t.field({ type: [EventFilter], description: 'Every one of these filters is met.' }),
    or: t.field({ type: [EventFilter], description: 'At least one of these filters is met.' }),
    not: t.field({
      type: EventFilter,
      description: 'This filter is not met: not of a title, for example, includes events that name no title.',
    }),
    range: t.field({
      type: TimeRangeInput,
      description:
        'When it happened (`occurredAt`). Where no range is named anywhere in the filter: the last 24 hours, or any time when a cursor is given or the list is of one viewer, device or title.',
    }),
    eventType: t.stringList({ description: 'What happened, e.g. ["ERROR"]: values of PlaybackEventType.' }),
    userId: t.idList({ description: 'Who watched, by the id that clients send. One that was never seen matches nothing.' }),
    deviceId: t.idList({ description: 'What it was watched on, by the id that clients send. One that was never seen matches nothing.' }),
    contentId: t.idList({ description: 'Which title was played, by the id that clients send.' }),
    sessionId: t.idList({ description: 'In which sitting it happened.' }),
    source: t.stringList({ description: 'Which client application it came from.' }),
    region: t.field({ type: RegionFilter, description: 'Where the viewer was.' }),
    errorCode: t.stringList({ description: 'What failed, in the words of the player.' }),
    level: t.field({ type: [RiskLevel], description: 'How risky it was found to be.' }),
    minScore: t.int({ description: 'At least this risky, 0 to 100.' }),
    ruleKey: t.stringList({
      description: 'Has a finding of one of these rules. What rules saw in SHADOW mode, or where they failed, is no finding.',
    }),
    consentAllowed: t.boolean({
      description:
        'Whether measurement was permitted for it when it was stored (`consent.allowed`). Events stored before this was kept match neither true nor false.',
    }),
  }),
});
