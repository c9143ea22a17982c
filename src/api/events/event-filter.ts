import { badUserInput } from '#api/api-error.ts';
import { builder } from '#api/builder.ts';
import type { ApiPorts } from '#api/context.ts';
import { defined } from '#api/common/defined.ts';
import { filterValues } from '#api/common/filter-values.ts';
import { readPseudonyms } from '#api/common/read-pseudonyms.ts';
import { readRegions, RegionFilter } from '#api/common/region-filter.ts';
import { readRange, TimeRangeInput } from '#api/common/time-range.ts';
import { RiskLevel } from '#api/risk/risk-level.ts';
import { PLAYBACK_EVENT_TYPES, type PlaybackEventType } from '#domain/playback-event.ts';
import type { EventCriteria } from '#store/events/event-reader.ts';

/** Conditions on events as input. */
export const EventFilter = builder.inputType('EventFilter', {
  description: 'Conditions on events: all that are given must be met; a list is met by any of its values (at most 100).',
  fields: (t) => ({
    range: t.field({
      type: TimeRangeInput,
      description: 'When it happened (`occurredAt`). Default: the last 24 hours, or any time when a cursor is given.',
    }),
    eventType: t.stringList({ description: 'What happened, e.g. ["ERROR"]: values of PlaybackEventType.' }),
    userId: t.idList({ description: 'Who watched, by the id that clients send. One that was never seen matches nothing.' }),
    deviceId: t.idList({ description: 'What it was watched on, by the id that clients send. One that was never seen matches nothing.' }),
    contentId: t.idList({ description: 'Which title.' }),
    sessionId: t.idList({ description: 'Which sitting.' }),
    source: t.stringList({ description: 'Which client application it came from.' }),
    region: t.field({ type: RegionFilter, description: 'Where the viewer was.' }),
    errorCode: t.stringList({ description: 'What failed, in the words of the player.' }),
    level: t.field({ type: [RiskLevel], description: 'How risky it was found to be.' }),
  }),
});

type EventFilterValue = typeof EventFilter.$inferInput;

/** The filter as the store understands it; throws BAD_USER_INPUT for what cannot be meant. */
export const readEventFilter = async ({ subjects }: ApiPorts, filter: EventFilterValue): Promise<EventCriteria> => {
  const range = filter.range ? readRange(filter.range) : undefined;
  const viewers = readPseudonyms(subjects, 'VIEWER', filterValues('userId', filter.userId));
  const devices = readPseudonyms(subjects, 'DEVICE', filterValues('deviceId', filter.deviceId));
  const [viewerIds, deviceIds] = await Promise.all([viewers, devices]);
  return defined({
    occurredFrom: range?.from,
    occurredTo: range?.to,
    eventTypes: filterValues('eventType', filter.eventType)?.map(eventType),
    viewerIds,
    deviceIds,
    contentIds: filterValues('contentId', filter.contentId),
    sessionIds: filterValues('sessionId', filter.sessionId),
    sources: filterValues('source', filter.source),
    regions: readRegions(filter.region),
    errorCodes: filterValues('errorCode', filter.errorCode),
    levels: filterValues('level', filter.level),
  });
};

const eventType = (text: string): PlaybackEventType => {
  const found = PLAYBACK_EVENT_TYPES.find((type) => type === text);
  if (found === undefined) throw badUserInput(`${JSON.stringify(text)} is not an event type.`);
  return found;
};
