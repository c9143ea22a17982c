/** A `PlaybackEventInput` as a client writes it. */
export type WireEvent = {
  readonly eventId: string;
  readonly eventType: string;
  readonly timestamp: string;
  readonly region: string;
  readonly userId?: string | null;
  readonly deviceId?: string | null;
  readonly contentId?: string;
  readonly sessionId?: string;
  readonly hasConsent?: boolean;
  readonly ipAddress?: string;
  readonly subscriptionPlan?: string;
  readonly deviceType?: string;
  readonly errorCode?: string;
  readonly positionMs?: number;
  readonly extraMetadata?: Readonly<Record<string, unknown>>;
};

/** A harmless event of now; a test names only what matters to it. */
export const aWireEvent = (overrides: Partial<WireEvent> = {}): WireEvent => ({
  eventId: 'event-1',
  eventType: 'HEARTBEAT',
  timestamp: new Date().toISOString(),
  region: 'US-CA',
  userId: 'viewer-1',
  deviceId: 'device-1',
  contentId: 'title-1',
  ...overrides,
});

/** What raises an alert whatever else happened: measured in the Netherlands without consent. */
export const anAlertingEvent = (overrides: Partial<WireEvent> = {}): WireEvent =>
  aWireEvent({ region: 'NL', hasConsent: false, ...overrides });

const SPREAD_MS = 50 * 60_000;
const VIEWERS = 40;
const TITLES = 10;
const TYPES = ['PLAY', 'HEARTBEAT', 'HEARTBEAT', 'PAUSE', 'ERROR', 'LOGIN_FAILED', 'STOP'] as const;
const REGIONS = ['NL', 'DE', 'GB', 'US-CA', 'BR', 'FR'] as const;

/**
 * `count` events of few viewers, spread over the last 50 minutes, so that all kinds of rules fire, windows overlap and
 * alerts repeat. Event ids begin with `prefix`.
 */
export const mixedTraffic = (prefix: string, count: number, now = Date.now()): readonly WireEvent[] =>
  Array.from({ length: count }, (_, i) => {
    const dice = scatter(i);
    const viewer = dice % VIEWERS;
    return {
      eventId: `${prefix}-${i}`,
      eventType: pick(TYPES, dice >>> 3),
      timestamp: new Date(now - (dice % SPREAD_MS)).toISOString(),
      region: pick(REGIONS, viewer % 5 === 0 ? dice >>> 7 : viewer),
      userId: dice % 17 === 0 ? null : `viewer-${viewer}`,
      deviceId: dice % 19 === 0 ? null : `device-${viewer % 25}`,
      contentId: `title-${(dice >>> 9) % TITLES}`,
      hasConsent: dice % 3 === 0,
      ipAddress: `203.0.${(dice >>> 11) % 6}.${viewer}`,
    };
  });

/** The events in lists of `size`. */
export const batchesOf = (events: readonly WireEvent[], size: number): readonly (readonly WireEvent[])[] =>
  Array.from({ length: Math.ceil(events.length / size) }, (_, i) => events.slice(i * size, (i + 1) * size));

/** The same numbers at every run, without a visible order (Knuth's multiplicative hash). */
const scatter = (i: number): number => Math.imul(i + 1, 2_654_435_761) >>> 0;

const pick = <Value>(values: readonly [Value, ...Value[]], index: number): Value => values[index % values.length] ?? values[0];
