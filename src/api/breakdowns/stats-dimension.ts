import { enumOf } from '#api/common/enum-of.ts';
import type { StatisticsDimension } from '#store/statistics/statistics-reader.ts';

/** What statistics can be broken down by. */
export const StatsDimension = enumOf<StatisticsDimension>('StatsDimension', 'What statistics can be broken down by.', {
  CONTENT: 'The title, by the id that clients send.',
  REGION: 'Where the viewer was: NL, or US-CA where the part of the country is known.',
  DEVICE_TYPE: 'What the player ran on: a value of DeviceType.',
  APP_VERSION: 'The app as its client names its version, e.g. 4.2.0.',
  NETWORK_TYPE: 'How the device was connected: a value of NetworkType.',
  EVENT_TYPE: 'What happened: a value of PlaybackEventType.',
  SOURCE: 'The client application the events came from.',
  SOURCE_AND_EVENT_TYPE: 'The client application and what happened, with a space between: `demo PLAY`.',
  SUBSCRIPTION_PLAN: 'What the viewer paid for: a value of SubscriptionPlan.',
});
