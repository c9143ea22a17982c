import { enumOf } from '#api/common/enum-of.ts';
import type { SubscriptionPlan as Value } from '#domain/playback-event.ts';

/** What a viewer pays for. */
export const SubscriptionPlan = enumOf<Value>('SubscriptionPlan', 'What the viewer pays for.', {
  FREE: 'Nothing is paid.',
  BASIC: 'The smallest paid plan.',
  STANDARD: 'The middle plan.',
  PREMIUM: 'The largest plan.',
  TRIAL: 'A paid plan being tried for free.',
  VIP: 'A plan given by agreement.',
});
