import type { Fields } from '#domain/conditions/condition-matcher.ts';
import type { EventField } from '#domain/conditions/event-condition.ts';
import type { StoredEvent } from '#domain/stored-event.ts';

/** A rule that failed saw nothing. */
const findingsOf = ({ assessment }: StoredEvent) => assessment.findings.filter(({ error }) => error === null);

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
  ruleKey: (event) => findingsOf(event).map(({ ruleKey }) => ruleKey),
  category: (event) => findingsOf(event).map(({ category }) => category),
  regulation: (event) => findingsOf(event).flatMap(({ regulations }) => regulations),
  consentAllowed: ({ isConsentAllowed }) => isConsentAllowed,
};
