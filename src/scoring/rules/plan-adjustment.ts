import { z } from 'zod';
import { SUBSCRIPTION_PLANS } from '#domain/playback-event.ts';
import { REPEAT_AFTER_MS, type Rule } from '#scoring/rule.ts';

const plans = z.array(z.enum(SUBSCRIPTION_PLANS)).max(SUBSCRIPTION_PLANS.length);
const parameters = z.strictObject({ lowered: plans, raised: plans });

/** The plan moves the points of ACCOUNT findings, and of nothing else: no plan can silence a privacy finding. Stands last in the catalogue. From the OTT compliance events pipeline v2. */
export const planAdjustment: Rule<z.infer<typeof parameters>> = {
  key: 'plan-adjustment',
  name: 'Subscription plan',
  description:
    'Plans made for sharing lower the points of ACCOUNT findings beside it, plans that cost nothing raise them; at most by as many points as these findings have.',
  category: 'ACCOUNT',
  subject: 'viewer',
  points: 5,
  parameters,
  defaults: { lowered: ['PREMIUM', 'VIP'], raised: ['FREE', 'TRIAL'] },
  windowMs: () => null,
  repeatAfterMs: () => REPEAT_AFTER_MS,
  citations: [{ label: 'OTT compliance events pipeline v2: subscription plan impact', url: null }],
  check: ({ event: { subscriptionPlan: plan } }, { lowered, raised }) => {
    if (plan === null || (!lowered.includes(plan) && !raised.includes(plan))) return null;
    const isLower = lowered.includes(plan);
    return {
      observed: `plan ${plan}`,
      threshold: null,
      explanation: `The plan ${plan} ${isLower ? 'lowers' : 'raises'} the points of the account findings beside it.`,
      moves: { category: 'ACCOUNT', sign: isLower ? -1 : 1 },
    };
  },
};
