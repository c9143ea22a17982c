import type { ProofStory, Told } from './proof-case.ts';

/** Section `usca` of a GPP string: SaleOptOut is 1 (opted out), and 2 (did not opt out). */
const GPP_OPTED_OUT = 'DBABBg~BAQAAABA.QA';
const GPP_NOT_OPTED_OUT = 'DBABBg~BAgAAABA.QA';

/** An ad ends in California with these signals: no title is disclosed any more, so that the opt-out alone is at stake. */
const ad = (consent: Told['consent'] = {}): readonly Told[] => [{ region: 'US-CA', eventType: 'AD_END', consent }];

/** Ads, with and without an opt-out of sale by each signal there is, and with and without consent to disclosure. */
export const adStories: readonly ProofStory[] = [
  { name: 'an ad in New York', expected: ['video-disclosure-without-consent'], told: [{ region: 'US-NY', eventType: 'AD_START' }] },
  { name: 'an ad in Tokyo', expected: [], told: [{ eventType: 'AD_START' }] },
  { name: 'an ad without signals', expected: [], told: ad() },
  { name: 'an ad despite GPC', expected: ['sale-opt-out-ignored'], told: ad({ gpc: true }) },
  { name: 'an ad with GPC off', expected: [], told: ad({ gpc: false }) },
  { name: 'an ad despite US Privacy', expected: ['sale-opt-out-ignored'], told: ad({ usPrivacy: '1YYN' }) },
  { name: 'an ad that US Privacy allows', expected: [], told: ad({ usPrivacy: '1YNN' }) },
  { name: 'an ad despite GPP', expected: ['sale-opt-out-ignored'], told: ad({ gppString: GPP_OPTED_OUT }) },
  { name: 'an ad that GPP allows', expected: [], told: ad({ gppString: GPP_NOT_OPTED_OUT }) },
  { name: 'no ad with GPC', expected: [], told: [{ region: 'US-CA', consent: { gpc: true } }] },
  { name: 'an ad in Tokyo with GPC', expected: [], told: [{ eventType: 'AD_END', consent: { gpc: true } }] },
  {
    name: 'an ad despite GPC that discloses a title',
    expected: ['sale-opt-out-ignored', 'video-disclosure-without-consent'],
    told: [{ region: 'US-CA', eventType: 'AD_START', consent: { gpc: true } }],
  },
];
