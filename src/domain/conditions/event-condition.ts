import type { Condition } from './condition.ts';

/** What events can be asked for. Viewers and devices are pseudonyms; `country` is where `region` lies; rules, categories and laws are those of findings. */
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
  | 'category'
  | 'regulation'
  | 'consentAllowed';

/** A condition on events. */
export type EventCondition = Condition<EventField>;
