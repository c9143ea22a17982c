import type { Condition } from './condition.ts';

/** What events can be asked for. Viewers and devices are pseudonyms; `country` is where `region` lies. */
export type EventField =
  | 'occurredAt'
  | 'eventType'
  | 'viewer'
  | 'device'
  | 'content'
  | 'session'
  | 'source'
  | 'region'
  | 'country'
  | 'errorCode'
  | 'level'
  | 'score'
  | 'ruleKey'
  | 'consentAllowed';

/** A condition on events. */
export type EventCondition = Condition<EventField>;
