import { builder } from '#api/builder.ts';

/** How many events of one type there are. */
export const EventTypeCount = builder
  .objectRef<{ readonly eventType: string; readonly count: number; readonly share: number }>('EventTypeCount')
  .implement({
    authScopes: { anyScope: ['EVENTS_READ', 'STATS_READ'] },
    description: 'How many events of one type there are.',
    fields: (t) => ({
      eventType: t.exposeString('eventType', { description: 'What happened: a value of PlaybackEventType.' }),
      count: t.expose('count', { type: 'SafeInt', description: 'Events of this type.' }),
      share: t.exposeFloat('share', { description: 'Events of this type / events of all types counted, 0 to 1.' }),
    }),
  });
