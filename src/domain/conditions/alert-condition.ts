import type { Condition } from './condition.ts';

/** What alerts can be asked for. Viewers are pseudonyms; `occurredAt` is when the event was, `country` is where `region` lies. */
export type AlertField =
  | 'raisedAt'
  | 'occurredAt'
  | 'level'
  | 'category'
  | 'ruleKey'
  | 'regulation'
  | 'region'
  | 'country'
  | 'viewer'
  | 'content';

/** A condition on alerts. */
export type AlertCondition = Condition<AlertField>;
