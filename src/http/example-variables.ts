type Values = Readonly<Record<string, unknown>>;

/** Variables with which an operation of `schema/operations` runs as it is; null for those whose own defaults do, which are all but what changes something. */
export const exampleVariables = (name: string, now: Date): Values | null => EXAMPLES[name]?.(now) ?? null;

const VIEWER = 'example-viewer';
/** Of the simulated apps: people have no source of their own. */
const DEMO_SOURCE = 'demo';
const SECOND_MS = 1_000;

/** Viewing in the Netherlands without consent: enough to raise an alert. */
const exampleBatch = (now: Date): Values => {
  const event = (ago: number, eventType: string) => ({
    playback: {
      eventId: `example-${now.getTime()}-${ago}`,
      eventType,
      timestamp: new Date(now.getTime() - ago * SECOND_MS).toISOString(),
      userId: VIEWER,
      deviceId: 'example-tv',
      contentId: 'movie_1000',
      sessionId: 'example-session',
      region: 'NL',
      hasConsent: false,
      deviceType: 'SMART_TV',
      subscriptionPlan: 'STANDARD',
    },
  });
  return { input: { events: [event(20, 'PLAY'), event(10, 'PLAYING'), event(1, 'HEARTBEAT')] } };
};

const EXAMPLES: Readonly<Record<string, (now: Date) => Values>> = {
  event: () => ({ source: DEMO_SOURCE }),
  'ingest-events': exampleBatch,
  'set-privacy-preferences': () => ({ input: { userId: VIEWER, doNotTrack: true } }),
  'submit-privacy-request': () => ({ input: { kind: 'ACCESS', userId: VIEWER, region: 'NL', externalReference: 'example-1' } }),
  'update-rule': () => ({ input: { key: 'missing-identifier', expectedVersion: 1, points: 15 } }),
};
