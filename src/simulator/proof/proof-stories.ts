import { adStories } from './ad-stories.ts';
import { consentStories } from './consent-stories.ts';
import { lateStories } from './late-stories.ts';
import { planStories } from './plan-stories.ts';
import { preferenceStories } from './preference-stories.ts';
import type { ProofStory, Told } from './proof-case.ts';
import { MINUTE_MS, regions, sessions, times } from './told.ts';

/** Networks of RIPE NCC, Amsterdam, and of Google's public resolver, United States: both have not moved for many years. */
const IN_NL = '193.0.6.139';
const IN_US = '8.8.8.8';

/** So many events of a title by as many viewers and devices, the last of them errors. */
const audience = (events: number, errors: number): readonly Told[] =>
  times(events, (i) => ({
    userId: `-${i}`,
    deviceId: `-${i}`,
    sessionId: `-${i}`,
    ms: i,
    eventType: i < events - errors ? 'PLAY' : 'ERROR',
  }));

/** So many events of a device on which different titles would fail; its title has too few events of its own to be noticed. */
const device = (events: number, errors: number): readonly Told[] =>
  times(events, (i) => ({ ms: i, eventType: i < events - errors ? 'PLAY' : 'ERROR' }));

const networks = (count: number): readonly Told[] => times(count, (i) => ({ ipAddress: `100.64.${i}.1`, ms: i * MINUTE_MS }));
const failures = (count: number): readonly Told[] =>
  times(count, (i) => ({ eventType: i % 2 ? 'TOKEN_REFRESH_FAILED' : 'LOGIN_FAILED', ms: i }));

/** Each rule just where it begins, and just before; the limits are those of the catalogue's defaults. */
export const PROOF_STORIES: readonly ProofStory[] = [
  { name: 'an ordinary evening', expected: [], told: times(60, (i) => ({ ms: i * 5_000 })) },
  { name: 'consent refused', expected: ['eu-missing-consent'], told: [{ region: 'NL', isEu: true, hasConsent: false }] },
  { name: 'consent not asked', expected: ['eu-missing-consent'], told: [{ region: 'GB', hasConsent: null }] },
  { name: 'consent given', expected: [], told: [{ region: 'DE', isEu: true }] },
  { name: 'two regions', expected: [], told: regions('JP', 'KR') },
  { name: 'three regions', expected: ['multi-region'], told: regions('JP', 'KR', 'IN') },
  { name: 'regions without end', expected: ['multi-region'], firesFrom: 2, told: regions('JP', 'KR', 'IN', 'BR', 'ZA') },
  { name: 'three regions told backwards', expected: ['multi-region'], told: regions('JP', 'KR', 'IN').toReversed() },
  { name: 'three networks', expected: [], told: networks(3) },
  { name: 'four networks', expected: ['multi-ip'], told: networks(4) },
  { name: 'six hundred events', expected: [], told: times(600, (i) => ({ ms: i })) },
  { name: 'one event more', expected: ['high-frequency'], told: times(601, (i) => ({ ms: i })) },
  { name: 'four wrong passwords', expected: [], told: failures(4) },
  { name: 'five wrong passwords', expected: ['auth-failures'], told: failures(5) },
  { name: 'a title with few errors', expected: [], told: audience(100, 19) },
  { name: 'a failing title', expected: ['content-error-rate'], told: audience(20, 4) },
  { name: 'a title that goes on failing', expected: ['content-error-rate'], firesFrom: 37, told: audience(60, 30) },
  { name: 'a title hardly watched', expected: [], told: audience(19, 19) },
  { name: 'a device just working', expected: [], told: device(9, 9) },
  { name: 'a failing device', expected: ['device-error-rate'], told: device(10, 5) },
  { name: 'a device that goes on failing', expected: ['device-error-rate'], firesFrom: 9, told: device(19, 14) },
  { name: 'no viewer', expected: ['missing-identifier'], told: [{ userId: null }] },
  { name: 'no device', expected: ['missing-identifier'], told: [{ deviceId: null }] },
  { name: 'two screens', expected: [], told: sessions(2) },
  { name: 'three screens', expected: ['concurrent-sessions'], told: sessions(3) },
  {
    name: 'a third screen after one was left',
    expected: [],
    told: [...sessions(2), { sessionId: '-1', eventType: 'STOP', ms: 2_000 }, { sessionId: '-2', ms: 3_000 }],
  },
  {
    name: 'two continents',
    expected: ['impossible-travel'],
    told: [
      { ipAddress: IN_NL, region: 'NL', isEu: true },
      { ipAddress: IN_US, region: 'US-NY', ms: MINUTE_MS },
    ],
  },
  { name: 'a child', expected: ['child-without-parental-consent'], told: [{ region: 'US-NY', ageBand: 'UNDER_13', hasConsent: null }] },
  { name: 'a child with consent', expected: [], told: [{ region: 'US-NY', ageBand: 'UNDER_13' }] },
  { name: 'a proxy', expected: ['region-ip-mismatch'], told: [{ ipAddress: IN_US }] },
  { name: 'no proxy', expected: [], told: [{ ipAddress: IN_US, region: 'US-NY' }] },
  ...consentStories,
  ...adStories,
  ...preferenceStories,
  ...planStories,
  ...lateStories,
];
