import type { ConsentSignals } from './consent.ts';

export const PLAYBACK_EVENT_TYPES = [
  'PLAY',
  'PLAYING',
  'PAUSE',
  'RESUME',
  'SEEK',
  'STOP',
  'HEARTBEAT',
  'BUFFER_START',
  'BUFFER_END',
  'BITRATE_CHANGE',
  'AD_START',
  'AD_END',
  'ERROR',
  'LOGIN',
  'LOGIN_FAILED',
  'LOGOUT',
  'TOKEN_REFRESH_FAILED',
  'PURCHASE',
  'DOWNLOAD',
] as const;
export type PlaybackEventType = (typeof PLAYBACK_EVENT_TYPES)[number];

export const SUBSCRIPTION_PLANS = ['FREE', 'BASIC', 'STANDARD', 'PREMIUM', 'TRIAL', 'VIP'] as const;
export type SubscriptionPlan = (typeof SUBSCRIPTION_PLANS)[number];

export const DEVICE_TYPES = ['SMART_TV', 'SET_TOP_BOX', 'STREAMING_STICK', 'GAME_CONSOLE', 'MOBILE', 'TABLET', 'DESKTOP', 'OTHER'] as const;
export type DeviceType = (typeof DEVICE_TYPES)[number];

export const NETWORK_TYPES = ['ETHERNET', 'WIFI', 'CELLULAR', 'UNKNOWN'] as const;
export type NetworkType = (typeof NETWORK_TYPES)[number];

export const AGE_BANDS = ['UNDER_13', 'AGE_13_15', 'AGE_16_17', 'ADULT', 'UNKNOWN'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

/** What a client said about one moment of playback, in the client's own words: `userId`, `deviceId` and `ipAddress` are originals. */
export type PlaybackReport = {
  readonly eventId: string;
  readonly eventType: PlaybackEventType;
  readonly userId: string | null;
  readonly deviceId: string | null;
  readonly contentId: string | null;
  readonly sessionId: string | null;
  /** ISO 3166-1 alpha-2 or ISO 3166-2. */
  readonly region: string;
  readonly hasConsent: boolean | null;
  /** Stronger evidence than `hasConsent`, as it was sent; null when there was none. */
  readonly consent: ConsentSignals | null;
  readonly ipAddress: string | null;
  readonly subscriptionPlan: SubscriptionPlan | null;
  readonly deviceType: DeviceType | null;
  readonly appVersion: string | null;
  readonly networkType: NetworkType | null;
  readonly ageBand: AgeBand | null;
  readonly errorCode: string | null;
  readonly positionMs: number | null;
  readonly durationMs: number | null;
  readonly bitrateKbps: number | null;
  /** Free properties, at most 8 KiB and 5 levels. */
  readonly extraMetadata: Readonly<Record<string, unknown>> | null;
};

/** A report that was accepted: its source and times are the server's, skew-corrected. (source, eventId) is its identity. */
export type PlaybackEvent = PlaybackReport & {
  readonly source: string;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  /** The raw device time when skew was corrected, else null. */
  readonly deviceTime: Date | null;
};

/** An accepted event that names no person: viewer and device are pseudonyms, the address a prefix. */
export type IdentifiedEvent = {
  /** 128 bits of the SHA-256 of (source, eventId), 32 hex digits: the claim that makes every effect happen once. */
  readonly key: string;
  readonly event: PlaybackEvent;
  readonly viewerId: string | null;
  readonly deviceId: string | null;
  /** /24 or /48, e.g. `203.0.113.0/24`. */
  readonly ipPrefix: string | null;
  /** Where that prefix is announced from, ISO 3166-1 alpha-2; null when there is no address or nobody knows. */
  readonly ipCountry: string | null;
};

/** True for events that report a failure of playback. */
export const isPlaybackError = (event: { readonly eventType: PlaybackEventType }): boolean => event.eventType === 'ERROR';

/** True for jumps within a title. */
export const isSeek = (event: { readonly eventType: PlaybackEventType }): boolean => event.eventType === 'SEEK';

/** True for failed attempts to sign in or to renew a token. */
export const isAuthFailure = (event: { readonly eventType: PlaybackEventType }): boolean =>
  event.eventType === 'LOGIN_FAILED' || event.eventType === 'TOKEN_REFRESH_FAILED';

/** True for events that end a playback session. */
export const isSessionEnd = (event: { readonly eventType: PlaybackEventType }): boolean =>
  event.eventType === 'STOP' || event.eventType === 'LOGOUT';
