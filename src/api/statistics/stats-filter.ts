import { builder } from '#api/builder.ts';
import type { ApiPorts } from '#api/context.ts';
import { filterValues } from '#api/common/filter-values.ts';
import { readPseudonyms } from '#api/common/read-pseudonyms.ts';
import { readRegions, RegionFilter } from '#api/common/region-filter.ts';
import { PlaybackEventType } from '#api/playback/playback-event-type.ts';
import { SubscriptionPlan } from '#api/playback/subscription-plan.ts';
import type { StatisticsFilter } from '#store/statistics/statistics-reader.ts';

/** Which events are counted, as input. */
export const StatsFilter = builder.inputType('StatsFilter', {
  description:
    'Which events are counted: all conditions that are given must be met; a list is met by any of its values (at most 100), an empty one by nothing. A combination that no counter is kept for is counted from the events of the titles or devices it names, over at most 7 days, or refused with what to ask instead.',
  fields: (t) => ({
    region: t.field({ type: RegionFilter, description: 'Where the viewer was.' }),
    contentId: t.idList({ description: 'Which title was played, by the id that clients send.' }),
    deviceId: t.idList({ description: 'What it was watched on, by the id that clients send. One that was never seen matches nothing.' }),
    source: t.stringList({ description: 'Which client application it came from.' }),
    eventType: t.field({
      type: [PlaybackEventType],
      description: 'What happened. What is measured in sessions (watch time, rebuffering, start failures) is null then.',
    }),
    subscriptionPlan: t.field({ type: [SubscriptionPlan], description: 'What the viewer paid for.' }),
  }),
});

type StatsFilterValue = typeof StatsFilter.$inferInput;

/** The filter as the store understands it, with the law of the day `on`; throws BAD_USER_INPUT for what cannot be meant. */
export const readStatsFilter = async (
  { subjects }: Pick<ApiPorts, 'subjects'>,
  filter: StatsFilterValue | null | undefined,
  on: Date,
): Promise<StatisticsFilter> => ({
  regions: readRegions(filter?.region, on),
  contentIds: filterValues('contentId', filter?.contentId),
  deviceIds: await readPseudonyms(subjects, 'DEVICE', filterValues('deviceId', filter?.deviceId)),
  sources: filterValues('source', filter?.source),
  eventTypes: filterValues('eventType', filter?.eventType),
  subscriptionPlans: filterValues('subscriptionPlan', filter?.subscriptionPlan),
});
