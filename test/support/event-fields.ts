import type { Fields } from '#domain/conditions/condition-matcher.ts';
import type { EventField } from '#domain/conditions/event-condition.ts';
import type { StoredEvent } from '#domain/stored-event.ts';

/** What the columns of `events` mean, for comparison with statements. */
export const EVENT_FIELDS: Fields<StoredEvent, EventField> = {
  occurredAt: ({ occurredAt }) => occurredAt,
  eventType: ({ eventType }) => eventType,
  viewer: ({ viewerId }) => viewerId,
  device: ({ deviceId }) => deviceId,
  content: ({ contentId }) => contentId,
  session: ({ sessionId }) => sessionId,
  source: ({ source }) => source,
  region: ({ region }) => region,
  country: ({ region }) => region.slice(0, 2),
  errorCode: ({ errorCode }) => errorCode,
  level: ({ assessment }) => assessment.level,
  score: ({ assessment }) => assessment.score,
  ruleKey: ({ assessment }) => assessment.findings.flatMap(({ ruleKey, error }) => (error === null ? ruleKey : [])),
  consentAllowed: ({ isConsentAllowed }) => isConsentAllowed,
};
