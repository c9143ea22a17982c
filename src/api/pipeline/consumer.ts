import { builder } from '#api/builder.ts';
import type { ConsumerStatus } from '#stream/event-stream.ts';

/** A worker that reads events. */
export const Consumer = builder.objectRef<ConsumerStatus>('Consumer').implement({
  authScopes: { scope: 'STATS_READ' },
  description: 'A worker that reads events from the stream.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name within the consumer group.' }),
    pending: t.expose('pendingEntries', { type: 'SafeInt', description: 'Entries of the stream it has read and not yet finished.' }),
    idleMs: t.exposeFloat('idleMs', { description: 'Milliseconds since it last read.' }),
  }),
});
