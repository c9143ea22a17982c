import type { DeviceType, NetworkType, PlaybackEventType, SubscriptionPlan } from '#domain/playback-event.ts';

/** Where and how a stretch of playback was watched: what its time can be grouped by. Empty text where the event names none. */
export type Setting = {
  readonly source: string;
  readonly region: string;
  readonly contentId: string;
  readonly deviceType: DeviceType | '';
  readonly appVersion: string;
  readonly networkType: NetworkType | '';
  readonly subscriptionPlan: SubscriptionPlan | '';
};

/** What the fold needs of an event of a session. */
export type SessionEvent = {
  /** 32 hex digits; orders events of the same instant. */
  readonly key: string;
  /** When it occurred, milliseconds since 1970. */
  readonly at: number;
  readonly eventType: PlaybackEventType;
  readonly viewerId: string | null;
  readonly deviceId: string | null;
  readonly setting: Setting;
};

/** Events of a session in the order they are folded in: by time, then key. */
export const bySessionOrder = (a: Pick<SessionEvent, 'at' | 'key'>, b: Pick<SessionEvent, 'at' | 'key'>): number =>
  a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
