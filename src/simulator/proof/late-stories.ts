import type { ProofStory, Told } from './proof-case.ts';
import { MINUTE_MS, moved, regions } from './told.ts';

/** Cases begin some minutes ago. A rule can be asked about an event at most its window and an hour late. */
const NINETY_MINUTES_LATE_MS = -85 * MINUTE_MS;
const THREE_HOURS_LATE_MS = -180 * MINUTE_MS;
const SHORTEST_WINDOW = 'concurrent-sessions';
const WINDOW_OF_MINUTES = [SHORTEST_WINDOW, 'auth-failures', 'content-error-rate', 'device-error-rate'] as const;
const WINDOW_OF_AN_HOUR = ['high-frequency', 'multi-ip', 'multi-region'] as const;

const THREE_REGIONS = regions('JP', 'KR', 'IN');
const failures = (...minutes: readonly number[]): readonly Told[] =>
  minutes.map((minute) => ({ eventType: 'LOGIN_FAILED', ms: minute * MINUTE_MS }));

/** Events out of order and late: what completes a pattern is found whenever it comes, unless it comes too late to be told. */
export const lateStories: readonly ProofStory[] = [
  {
    name: 'a region told late',
    expected: ['multi-region'],
    told: [...moved(regions('JP', 'KR'), MINUTE_MS), { region: 'IN', ms: -30 * MINUTE_MS }],
  },
  {
    name: 'a region too long ago',
    expected: [],
    skipped: [SHORTEST_WINDOW],
    told: [...moved(regions('JP', 'KR'), MINUTE_MS), { region: 'IN', ms: -61 * MINUTE_MS }],
  },
  { name: 'wrong passwords told in disorder', expected: ['auth-failures'], told: failures(0, 1, 3, 2, 4) },
  { name: 'a wrong password too long ago', expected: [], told: failures(0, 1, 3, -14, 4) },
  {
    name: 'three regions ninety minutes late',
    expected: ['multi-region'],
    skipped: WINDOW_OF_MINUTES,
    told: moved(THREE_REGIONS, NINETY_MINUTES_LATE_MS),
  },
  {
    name: 'three regions three hours late',
    expected: [],
    skipped: [...WINDOW_OF_MINUTES, ...WINDOW_OF_AN_HOUR],
    told: moved(THREE_REGIONS, THREE_HOURS_LATE_MS),
  },
  {
    name: 'no consent three hours late',
    expected: ['eu-missing-consent'],
    skipped: [...WINDOW_OF_MINUTES, ...WINDOW_OF_AN_HOUR],
    told: [{ region: 'NL', isEu: true, hasConsent: false, ms: THREE_HOURS_LATE_MS }],
  },
];
