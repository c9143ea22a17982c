import type { ProofStory } from './proof-case.ts';
import { all, regions, sessions } from './told.ts';

const THREE_REGIONS = regions('JP', 'KR', 'IN');

/** The plan moves account findings, and says nothing where there are none. */
export const planStories: readonly ProofStory[] = [
  {
    name: 'a shared family plan',
    expected: ['multi-region', 'plan-adjustment'],
    told: all(THREE_REGIONS, { subscriptionPlan: 'PREMIUM' }),
  },
  { name: 'a shared trial', expected: ['multi-region', 'plan-adjustment'], told: all(THREE_REGIONS, { subscriptionPlan: 'TRIAL' }) },
  { name: 'a shared plan of no kind', expected: ['multi-region'], told: all(THREE_REGIONS, { subscriptionPlan: 'BASIC' }) },
  { name: 'a family plan', expected: [], told: all(regions('JP', 'KR'), { subscriptionPlan: 'PREMIUM' }) },
  {
    name: 'a free plan without consent',
    expected: ['eu-missing-consent'],
    told: [{ region: 'NL', isEu: true, hasConsent: false, subscriptionPlan: 'FREE' }],
  },
  { name: 'four screens of a family', expected: [], told: all(sessions(4), { subscriptionPlan: 'VIP' }) },
  {
    name: 'five screens of a family',
    expected: ['concurrent-sessions', 'plan-adjustment'],
    told: all(sessions(5), { subscriptionPlan: 'VIP' }),
  },
];
