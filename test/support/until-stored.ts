import { eventually } from './eventually.ts';
import { graphql } from './graphql-request.ts';

/** Waits until at least so many events are counted; the work may go on. */
export const untilStored = async (url: string, events: number, withinMs = 30_000): Promise<void> => {
  await eventually(async () => (await storedEvents(url)) >= events, { what: `${events} events are stored`, withinMs });
};

const storedEvents = async (url: string): Promise<number> =>
  (await graphql<{ stats: { summary: { events: number } } }>(url, '{ stats { summary { events } } }')).stats.summary.events;
