import { badUserInput } from '#api/api-error.ts';
import { among, during } from '#api/common/filter-conditions.ts';
import { filterValues } from '#api/common/filter-values.ts';
import { regionCondition } from '#api/common/region-filter.ts';
import type { ApiPorts } from '#api/context.ts';
import { all, any, EVERYTHING, not, range } from '#domain/conditions/condition.ts';
import type { EventCondition, EventField } from '#domain/conditions/event-condition.ts';
import { PLAYBACK_EVENT_TYPES, type PlaybackEventType } from '#domain/playback-event.ts';
import { type EventFilterValue, FILTER_CONDITIONS_MAX, FILTER_DEPTH_MAX } from './event-filter.ts';

/** What a filter asks for, and whether it says when. */
export type ReadEventFilter = { readonly condition: EventCondition; readonly namesRange: boolean };

/**
 * The filter as the store understands it, whoever it names looked up at once, however deep; throws BAD_USER_INPUT for what
 * cannot be meant.
 */
export const readEventFilter = async ({ subjects }: Pick<ApiPorts, 'subjects'>, filter: EventFilterValue): Promise<ReadEventFilter> => {
  const filters = withNested(filter, FILTER_DEPTH_MAX);
  if (filters.reduce((sum, one) => sum + conditionsIn(one), 0) > FILTER_CONDITIONS_MAX)
    throw badUserInput(`A filter has at most ${FILTER_CONDITIONS_MAX} conditions, those of nested filters included.`);
  const [viewers, devices] = await Promise.all([
    pseudonymsOf(
      subjects,
      'VIEWER',
      filters.flatMap(({ userId }) => filterValues('userId', userId) ?? []),
    ),
    pseudonymsOf(
      subjects,
      'DEVICE',
      filters.flatMap(({ deviceId }) => filterValues('deviceId', deviceId) ?? []),
    ),
  ]);
  return { condition: conditionOf(filter, { viewers, devices }), namesRange: filters.some((one) => one.range != null) };
};

const withNested = (filter: EventFilterValue, depthLeft: number): readonly EventFilterValue[] => {
  if (depthLeft < 1) throw badUserInput(`Filters may be nested ${FILTER_DEPTH_MAX} deep.`);
  const nested = [...(filter.and ?? []), ...(filter.or ?? []), ...(filter.not ? [filter.not] : [])];
  return [filter, ...nested.flatMap((one) => withNested(one, depthLeft - 1))];
};

/** What a filter says itself, and each filter it holds. */
const conditionsIn = ({ and, or, not: excluded, ...own }: EventFilterValue): number =>
  (and?.length ?? 0) + (or?.length ?? 0) + (excluded ? 1 : 0) + Object.values(own).filter((value) => value != null).length;

type Pseudonyms = ReadonlyMap<string, string>;
type Known = { readonly viewers: Pseudonyms; readonly devices: Pseudonyms };

const pseudonymsOf = async (subjects: ApiPorts['subjects'], kind: 'VIEWER' | 'DEVICE', names: readonly string[]): Promise<Pseudonyms> => {
  const originals = [...new Set(names)];
  if (originals.length === 0) return new Map();
  const pseudonyms = await subjects.pseudonyms(kind, originals);
  return new Map(originals.flatMap((original, i) => (pseudonyms[i] ? [[original, pseudonyms[i]] as const] : [])));
};

const conditionOf = (filter: EventFilterValue, known: Known): EventCondition => {
  const nested = (one: EventFilterValue) => conditionOf(one, known);
  return all<EventField>([
    ...(filter.and ?? []).map(nested),
    filter.or ? any(filter.or.map(nested)) : EVERYTHING,
    filter.not ? not(nested(filter.not)) : EVERYTHING,
    ...whatHappened(filter),
    ...whoAndWhere(filter, known),
    ...whatWasFound(filter),
  ]);
};

const whatHappened = (filter: EventFilterValue): readonly EventCondition[] => [
  during('occurredAt', filter.range),
  among('eventType', filterValues('eventType', filter.eventType)?.map(eventType)),
  among('content', filterValues('contentId', filter.contentId)),
  among('session', filterValues('sessionId', filter.sessionId)),
  among('source', filterValues('source', filter.source)),
  among('errorCode', filterValues('errorCode', filter.errorCode)),
];

const whoAndWhere = ({ userId, deviceId, region }: EventFilterValue, { viewers, devices }: Known): readonly EventCondition[] => [
  among(
    'viewer',
    userId?.flatMap((original) => viewers.get(original) ?? []),
  ),
  among(
    'device',
    deviceId?.flatMap((original) => devices.get(original) ?? []),
  ),
  regionCondition(region),
];

const whatWasFound = ({ level, minScore, ruleKey, consentAllowed }: EventFilterValue): readonly EventCondition[] => [
  among('level', filterValues('level', level)),
  minScore == null ? EVERYTHING : range('score', score(minScore), null),
  among('ruleKey', filterValues('ruleKey', ruleKey)),
  among('consentAllowed', consentAllowed == null ? undefined : [consentAllowed]),
];

const eventType = (text: string): PlaybackEventType => {
  const found = PLAYBACK_EVENT_TYPES.find((type) => type === text);
  if (found !== undefined) return found;
  const meant = PLAYBACK_EVENT_TYPES.find((type) => type === text.toUpperCase()) ?? 'a value of PlaybackEventType, e.g. PLAY';
  throw badUserInput(`${JSON.stringify(text)} is not an event type: use ${meant}.`);
};

const score = (value: number): number => {
  if (value < 0 || value > 100) throw badUserInput(`\`minScore\` must be 0 to 100, not ${value}.`);
  return value;
};
