import { builder } from '#api/builder.ts';
import type { ApproximateCount as Estimate, Counted, Figures } from '#store/statistics/statistics-reader.ts';
import { ApproximateCount } from './approximate-count.ts';

/** What was played, in numbers. */
export const PlaybackStats = builder.objectRef<Counted>('PlaybackStats').implement({
  authScopes: { scope: 'STATS_READ' },
  description:
    'What was played, in numbers. Each rate states its denominator. What is measured in sessions is null where only some types of events are counted: a stretch of playback is of no type.',
  fields: (t) => ({
    events: t.field({ type: 'SafeInt', description: 'Events of every type that is counted.', resolve: ({ figures }) => figures.events }),
    plays: t.field({ type: 'SafeInt', description: 'PLAY events: attempts to start playback.', resolve: ({ figures }) => figures.plays }),
    watchTimeMs: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'Milliseconds of playback in sessions, pauses and rebuffering left out, ads included; a stretch between two events of a session counts where it begins. Events without a sessionId add nothing. Null where only some types of events are counted.',
      resolve: ({ figures }) => figures.watchMs,
    }),
    errors: t.field({ type: 'SafeInt', description: 'Events of the type ERROR.', resolve: ({ figures }) => figures.errors }),
    errorRate: t.float({
      description: 'Error events / all events counted, 0 to 1; 0 without events.',
      resolve: ({ figures: { errors, events } }) => shareOf(errors, events) ?? 0,
    }),
    rebufferingRatio: t.float({
      nullable: true,
      description:
        'Rebuffering time after the first frame / (rebuffering time + watch time), 0 to 1. Null without playback, and where only some types of events are counted.',
      resolve: ({ figures }) => rebufferingRatio(figures),
    }),
    videoStartFailureRate: t.float({
      nullable: true,
      description:
        'Sessions that failed before the first frame / sessions that tried to play, 0 to 1; both count where the first PLAY of the session lies. Null without attempts, and where only some types of events are counted.',
      resolve: ({ figures: { startFailures, attempts } }) => shareOf(startFailures, attempts),
    }),
    uniqueViewers: t.field({
      type: ApproximateCount,
      description: 'Different people in these events; events that name nobody count for none.',
      resolve: async ({ figures, uniques }) => bounded((await uniques()).viewers, figures),
    }),
    uniqueDevices: t.field({
      type: ApproximateCount,
      description: 'Different devices in these events; events that name none count for none.',
      resolve: async ({ figures, uniques }) => bounded((await uniques()).devices, figures),
    }),
  }),
});

/** An estimate may be above the number of events, the truth is not: an event names at most one viewer and one device. */
const bounded = (estimate: Estimate, { events }: Figures): Estimate => ({ ...estimate, value: Math.min(estimate.value, events) });

const rebufferingRatio = ({ rebufferMs, watchMs }: Figures): number | null =>
  rebufferMs === null || watchMs === null ? null : shareOf(rebufferMs, rebufferMs + watchMs);

/** A part of a whole; null when either is unknown or there is no whole. */
const shareOf = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole === 0 ? null : part / whole;
