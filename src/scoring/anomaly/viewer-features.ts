import { VIEWER_HOUR_MS, type ViewerHour } from '#domain/viewer-hour.ts';
import type { Point } from './isolation-forest.ts';

/** One number the forest looks at. */
type Feature = { readonly name: string; readonly of: (hour: ViewerHour) => number };

const MINUTES = VIEWER_HOUR_MS / 60_000;

/** In the order of a point. Changing names, meaning or order makes older models unusable: they are recognised by the names. */
const FEATURES: readonly Feature[] = [
  { name: 'events per minute', of: ({ events }) => events / MINUTES },
  { name: 'regions', of: ({ regions }) => regions },
  { name: 'IP prefixes', of: ({ ipPrefixes }) => ipPrefixes },
  { name: 'devices', of: ({ devices }) => devices },
  { name: 'concurrent sessions', of: ({ sessionsTogether }) => sessionsTogether },
  { name: 'error ratio', of: ({ errors, events }) => errors / events },
  { name: 'seeks per minute', of: ({ seeks }) => seeks / MINUTES },
  { name: 'content switches', of: ({ titles }) => Math.max(0, titles - 1) },
  { name: 'night share', of: ({ nightEvents, events }) => nightEvents / events },
];

/** The names of a point's values. */
export const FEATURE_NAMES: readonly string[] = FEATURES.map(({ name }) => name);

/** Fewer events in an hour say nothing about behaviour: such hours are neither learned from nor judged. */
export const HOUR_EVENTS_MIN = 10;

/** A viewer's hour, of at least one event, as a point for the forest. */
export const viewerFeatures = (hour: ViewerHour): Point => FEATURES.map(({ of }) => of(hour));
