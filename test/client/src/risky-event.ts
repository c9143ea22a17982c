import type { PlaybackEventInput } from './generated/graphql.ts';

/** An event that raises an alert: an advertisement in the Netherlands, shown to a viewer who did not consent to being measured. */
export const riskyEvent = (eventId: string): PlaybackEventInput => ({
  eventId,
  eventType: 'AD_START',
  userId: `viewer-of-${eventId}`,
  region: 'NL',
  hasConsent: false,
  timestamp: new Date().toISOString(),
});
