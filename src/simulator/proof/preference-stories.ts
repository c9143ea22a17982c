import type { ProofStory, Told } from './proof-case.ts';

const AT_ONCE: Told = { ms: 1 };
const BEFORE: Told = { ms: -60_000 };
const AD_IN_CALIFORNIA: Told = { region: 'US-CA', eventType: 'AD_END' };

/** What a viewer asks for through the public API, and what happens right after it and before it. */
export const preferenceStories: readonly ProofStory[] = [
  { name: 'tracked after all', asks: { doNotTrack: true }, expected: ['do-not-track-ignored'], told: [AT_ONCE] },
  { name: 'tracked before', asks: { doNotTrack: true }, expected: [], told: [BEFORE] },
  { name: 'tracked as wished', asks: { doNotTrack: false }, expected: [], told: [AT_ONCE] },
  { name: 'deleted and back', asks: { deletionRequested: true }, expected: ['deletion-requested-ignored'], told: [AT_ONCE] },
  { name: 'seen before deletion', asks: { deletionRequested: true }, expected: [], told: [BEFORE] },
  {
    name: 'an ad despite a preference',
    asks: { saleOptOut: true },
    expected: ['sale-opt-out-ignored'],
    told: [{ ...AD_IN_CALIFORNIA, ...AT_ONCE }],
  },
  { name: 'an ad before a preference', asks: { saleOptOut: true }, expected: [], told: [{ ...AD_IN_CALIFORNIA, ...BEFORE }] },
  { name: 'a preference without an ad', asks: { saleOptOut: true }, expected: [], told: [{ region: 'US-CA', ...AT_ONCE }] },
  {
    name: 'everything asked and nothing heeded',
    asks: { doNotTrack: true, deletionRequested: true, saleOptOut: true },
    expected: ['do-not-track-ignored', 'deletion-requested-ignored', 'sale-opt-out-ignored'],
    told: [{ ...AD_IN_CALIFORNIA, ...AT_ONCE }],
  },
];
