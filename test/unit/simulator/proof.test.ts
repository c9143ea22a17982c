import { describe, expect, it } from 'vitest';
import { ALERTS, claimsExpected, claimsFound, SKIPPED } from '#simulator/proof/case-claims.ts';
import type { Claim } from '#simulator/proof/claim.ts';
import { confusion, isPerfect } from '#simulator/proof/confusion.ts';
import type { CaseFindings, ReadFinding } from '#simulator/proof/read-findings.ts';
import { createProofCase, proofId } from '#simulator/proof/create-proof-case.ts';
import { PROOF_STORIES } from '#simulator/proof/proof-stories.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import { NOON } from '../../support/builders.ts';

const aClaim = (claim: Partial<Claim> = {}): Claim => ({ rule: 'a-rule', subject: 'viewer a', from: '12:00', to: '12:05', ...claim });

describe('a comparison of what should be found with what was', () => {
  it.each<[what: string, expected: readonly Claim[], found: readonly Claim[], precision: number, recall: number]>([
    ['the same', [aClaim()], [aClaim()], 1, 1],
    ['one missed', [aClaim(), aClaim({ subject: 'viewer b' })], [aClaim()], 1, 0.5],
    ['one invented', [aClaim()], [aClaim(), aClaim({ subject: 'viewer b' })], 0.5, 1],
    ['another window', [aClaim()], [aClaim({ to: '12:06' })], 0, 0],
    ['nothing found', [aClaim()], [], 1, 0],
    ['nothing expected', [], [aClaim()], 0, 1],
  ])('of %s', (_what, expected, found, precision, recall) => {
    const proofs = confusion(expected, found);
    expect(proofs).toMatchObject([{ rule: 'a-rule', expected: expected.length, found: found.length, precision, recall }]);
    expect(isPerfect(proofs)).toBe(precision === 1 && recall === 1);
  });

  it('is made rule by rule', () => {
    const proofs = confusion([aClaim({ rule: 'b' })], [aClaim({ rule: 'a' })]);
    expect(proofs.map(({ rule, missed, invented }) => [rule, missed.length, invented.length])).toEqual([
      ['a', 0, 1],
      ['b', 1, 0],
    ]);
  });
});

const finding = (key: string, points = 35, error: string | null = null): ReadFinding => ({ rule: { key }, points, error });
const read = (first: readonly ReadFinding[], second: readonly ReadFinding[], more: Partial<CaseFindings> = {}): CaseFindings => ({
  events: [first, second].map((findings, index) => ({
    eventId: `case-1-${index}`,
    assessment: { level: findings.some(({ points }) => points >= 60) ? 'HIGH' : 'LOW', findings, skippedRules: [] },
  })),
  alerts: [],
  ...more,
});

describe('the claims of a case', () => {
  const story = { name: 'a case', expected: ['multi-region'], told: [{ ms: 0 }, { ms: 60_000 }] };
  const one = createProofCase(story, 'case-1', NOON);
  const rules = new Map(
    [
      ['multi-region', 'ACCOUNT'],
      ['eu-missing-consent', 'PRIVACY'],
      ['content-error-rate', 'CONTENT'],
    ].map(([key = '', category = '']) => [key, { key, category }]),
  );
  const verdict = (found: CaseFindings) =>
    confusion(claimsExpected(one, found, rules), claimsFound(one, found, rules)).map(({ rule, precision, recall }) => [
      rule,
      precision,
      recall,
    ]);

  it.each<[what: string, found: CaseFindings, proofs: readonly (readonly [string, number, number])[]]>([
    ['a finding where it should be', read([], [finding('multi-region')]), [['multi-region', 1, 1]]],
    ['no finding', read([], []), [['multi-region', 1, 0]]],
    ['a finding in another event of another minute', read([finding('multi-region')], []), [['multi-region', 0, 0]]],
    ['a rule that failed', read([], [finding('multi-region', 0, 'RangeError')]), [['multi-region', 1, 0]]],
    [
      'a finding nobody expected',
      read([finding('content-error-rate')], [finding('multi-region')]),
      [
        ['content-error-rate', 0, 1],
        ['multi-region', 1, 1],
      ],
    ],
    [
      'a HIGH event without its alert',
      read([], [finding('eu-missing-consent', 60), finding('multi-region')]),
      [
        [ALERTS, 1, 0],
        ['eu-missing-consent', 0, 1],
        ['multi-region', 1, 1],
      ],
    ],
    [
      'an alert without a HIGH event',
      read([], [finding('multi-region')], {
        alerts: [{ occurrences: 1, findings: [finding('eu-missing-consent', 60)], event: { eventId: 'case-1-1' } }],
      }),
      [
        [ALERTS, 0, 1],
        ['multi-region', 1, 1],
      ],
    ],
    [
      'an alert that counts too many',
      read([], [finding('multi-region', 60)], {
        alerts: [{ occurrences: 2, findings: [finding('multi-region', 60)], event: { eventId: 'case-1-1' } }],
      }),
      [
        [ALERTS, 0, 0],
        ['multi-region', 1, 1],
      ],
    ],
    [
      'the alert of a HIGH event',
      read([], [finding('multi-region', 60)], {
        alerts: [{ occurrences: 1, findings: [finding('multi-region', 60)], event: { eventId: 'case-1-1' } }],
      }),
      [
        [ALERTS, 1, 1],
        ['multi-region', 1, 1],
      ],
    ],
  ])('tell %s', (_what, found, proofs) => {
    expect(verdict(found)).toEqual(proofs);
  });

  it('tell each rule that was skipped, once', () => {
    const skipping = { ...one, expected: [], skipped: ['multi-region'] };
    const found = read([], []);
    const all = found.events.map((event) => ({ ...event, assessment: { ...event.assessment, skippedRules: [{ key: 'multi-region' }] } }));
    const proofs = confusion(claimsExpected(skipping, found, rules), claimsFound(skipping, { ...found, events: all }, rules));
    expect(proofs).toMatchObject([{ rule: SKIPPED, expected: 1, found: 1, precision: 1, recall: 1 }]);
  });
});

describe('the stories', () => {
  const cases = PROOF_STORIES.map((story) => createProofCase(story, proofId(story, 'run'), NOON));

  it('have subjects, titles and events of their own', () => {
    expect(new Set(cases.map(({ contentId }) => contentId)).size).toBe(cases.length);
    const ids = cases.flatMap(({ events }) => events.map(({ eventId }) => eventId));
    expect(new Set(ids).size).toBe(ids.length);
    const owners = cases.map(({ events }) => new Set(events.map(({ userId, deviceId }) => userId ?? deviceId)));
    expect(new Set(owners.flatMap((names) => [...names])).size).toBe(owners.reduce((sum, names) => sum + names.size, 0));
  });

  it('fit into a request and into ten minutes', () => {
    for (const { events } of cases) {
      expect(events.length).toBeLessThanOrEqual(1000);
      for (const { timestamp } of events) expect(Date.parse(timestamp) - NOON.getTime()).toBeLessThan(600_000);
    }
  });

  it('find each rule that does not learn, and name no other', () => {
    const keys = CATALOGUE.map(({ key }) => key).filter((key) => key !== 'anomalous-behaviour');
    expect([...new Set(cases.flatMap(({ expected }) => expected))].toSorted()).toEqual(keys.toSorted());
    expect(keys).toEqual(expect.arrayContaining(cases.flatMap(({ skipped }) => [...skipped])));
  });
});
