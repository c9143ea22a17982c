import { describe, expect, it } from 'vitest';
import { createAssessor } from '#assessment/assess-events.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import { createMemoryActivityWindows } from '#facts/memory-activity-windows.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import { createRuleset } from '#scoring/ruleset.ts';
import { NOON, anIdentifiedEvent } from '../../support/builders.ts';

const MINUTE_MS = 60_000;

/** Minutes after noon, how late it comes, and what differs from a quiet event. */
type Told = Partial<PlaybackEvent> & { readonly minute: number; readonly lateMinutes?: number; readonly prefix?: string };

/** For each event, told one after the other, whether the rule fired; null where it could not be asked. */
const firedBy = async (key: string, told: readonly Told[]): Promise<readonly (boolean | null)[]> => {
  const rules = CATALOGUE.filter((rule) => rule.key === key);
  expect(rules).toHaveLength(1);
  await using windows = createMemoryActivityWindows();
  const assessor = createAssessor({ windows, ruleset: () => createRuleset(rules), now: () => NOON });
  const fired: (boolean | null)[] = [];
  for (const [index, { minute, lateMinutes = 0, prefix = '203.0.113.0/24', ...event }] of told.entries()) {
    const occurredAt = new Date(NOON.getTime() + minute * MINUTE_MS);
    const receivedAt = new Date(occurredAt.getTime() + lateMinutes * MINUTE_MS);
    const identified = anIdentifiedEvent({ ...event, eventId: `${index}`, occurredAt, receivedAt }, { ipPrefix: prefix });
    const [assessed] = await assessor.assess([{ entryId: `${index}`, identified }]);
    const { findings = [], skippedRules = [] } = assessed?.assessment ?? {};
    fired.push(skippedRules.includes(key) ? null : findings.some(({ error }) => error === null));
  }
  return fired;
};

const lastFired = async (key: string, told: readonly Told[]) => (await firedBy(key, told)).at(-1);

const times = (count: number, tell: (index: number) => Told): readonly Told[] => Array.from({ length: count }, (_, i) => tell(i));
const regions = (...minutes: readonly number[]): readonly Told[] =>
  minutes.map((minute, i) => ({ minute, region: ['NL', 'DE', 'FR'][i] ?? 'BE' }));
const networks = (...minutes: readonly number[]): readonly Told[] => minutes.map((minute, i) => ({ minute, prefix: `10.0.${i}.0/24` }));
const failures = (...minutes: readonly number[]): readonly Told[] =>
  minutes.map((minute, i) => ({ minute, eventType: i % 2 ? 'LOGIN_FAILED' : 'TOKEN_REFRESH_FAILED' }));
/** Plays, and then errors, spread over the minutes given. */
const errors = (events: number, failing: number, minutes: number): readonly Told[] =>
  times(events, (i) => ({ minute: (i * minutes) / events, eventType: i < events - failing ? 'PLAYING' : 'ERROR' }));

describe('rules that look back do so in event time', () => {
  it.each<[what: string, rule: string, below: readonly Told[], at: readonly Told[]]>([
    ['three regions within an hour', 'multi-region', regions(0, 30, 60.1), regions(0, 30, 60)],
    ['regions, not events', 'multi-region', regions(0, 1).concat(regions(2, 3)), regions(0, 1, 2)],
    ['four networks within an hour', 'multi-ip', networks(0, 20, 40, 60.1), networks(0, 20, 40, 60)],
    ['networks, not events', 'multi-ip', networks(0, 1, 2).concat(networks(3, 4, 5)), networks(0, 1, 2, 3)],
    ['601 events within an hour', 'high-frequency', times(601, (i) => ({ minute: i / 10 })), times(601, (i) => ({ minute: i * 0.0983 }))],
    ['five failures within 15 minutes', 'auth-failures', failures(0, 4, 8, 12, 15), failures(0, 4, 8, 12, 14.9)],
    [
      'failures of signing in alone',
      'auth-failures',
      [...failures(0, 1, 2, 3), { minute: 4, eventType: 'ERROR' }],
      failures(0, 1, 2, 3, 4),
    ],
    ['a fifth of 20 events of a title', 'content-error-rate', errors(20, 3, 14), errors(20, 4, 14)],
    ['20 events of a title within 15 minutes', 'content-error-rate', errors(19, 19, 14), errors(20, 20, 14)],
    [
      'errors of a title that are not too long ago',
      'content-error-rate',
      [...errors(20, 20, 1), { minute: 16 }],
      [...errors(20, 20, 1), { minute: 14 }],
    ],
    ['half of 10 events of a device', 'device-error-rate', errors(11, 5, 14), errors(10, 5, 14)],
    ['10 events of a device within 15 minutes', 'device-error-rate', errors(9, 9, 14), errors(10, 10, 14)],
    [
      'errors of a device that are not too long ago',
      'device-error-rate',
      [...errors(10, 10, 1), { minute: 16 }],
      [...errors(10, 10, 1), { minute: 14 }],
    ],
  ])('%s: %s', async (_what, rule, below, at) => {
    expect(await lastFired(rule, below)).toBe(false);
    expect(await lastFired(rule, at)).toBe(true);
  });

  it.each<[rule: string, told: readonly Told[]]>([
    ['multi-region', regions(0, 30, 60)],
    ['multi-ip', networks(0, 20, 40, 60)],
  ])('%s is completed by whichever event comes last, and by no other', async (rule, told) => {
    for (const last of told.keys()) {
      const late = { ...(told[last] ?? { minute: 0 }), lateMinutes: 60 };
      const fired = await firedBy(rule, [...told.filter((_, i) => i !== last), late]);
      expect(fired).toEqual([...Array<boolean>(told.length - 1).fill(false), true]);
    }
  });

  it.each<[rule: string, told: readonly Told[]]>([
    ['auth-failures', failures(0, 3, 6, 9, 12)],
    ['high-frequency', times(601, (i) => ({ minute: (i * 59) / 601 }))],
    ['content-error-rate', errors(20, 20, 14)],
    ['device-error-rate', errors(10, 10, 14)],
  ])('%s counts what came before its event, in whatever order it was told', async (rule, told) => {
    const newest = told.at(-1) ?? { minute: 0 };
    const disordered = [
      ...told
        .slice(0, -1)
        .toReversed()
        .map((one) => ({ ...one, lateMinutes: 59 })),
      newest,
    ];
    expect(await lastFired(rule, disordered)).toBe(true);
    const late = { ...(told[0] ?? { minute: 0 }), lateMinutes: 59 };
    expect(await lastFired(rule, [...told.slice(1), late])).toBe(false);
  });

  it.each([
    ['multi-region', 120],
    ['multi-ip', 120],
    ['high-frequency', 120],
    ['auth-failures', 75],
    ['content-error-rate', 75],
    ['device-error-rate', 75],
    ['concurrent-sessions', 65],
    ['impossible-travel', 1_500],
    ['anomalous-behaviour', 120],
  ])('%s is asked about an event %i minutes late, and no longer about a later one', async (rule, minutes) => {
    expect(await lastFired(rule, [{ minute: 0, lateMinutes: minutes }])).toBe(false);
    expect(await lastFired(rule, [{ minute: 0, lateMinutes: minutes + 0.001 }])).toBeNull();
  });
});
