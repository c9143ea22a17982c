import { describe, expect, it } from 'vitest';
import { type Claim, confusion, isPerfect } from '#simulator/proof/confusion.ts';
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
