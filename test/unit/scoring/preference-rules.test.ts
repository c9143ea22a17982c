import { describe, expect, it } from 'vitest';
import type { PrivacyPreferences } from '#domain/privacy-preferences.ts';
import { inForce } from '#scoring/rule-in-force.ts';
import { createRuleset } from '#scoring/ruleset.ts';
import { deletionRequestedIgnored } from '#scoring/rules/deletion-requested-ignored.ts';
import { doNotTrackIgnored } from '#scoring/rules/do-not-track-ignored.ts';
import { scoreEvent } from '#scoring/score-event.ts';
import { aRuleInput } from '../../support/a-rule-input.ts';
import { NOON, anIdentifiedEvent } from '../../support/builders.ts';

const RULESET = createRuleset([inForce(doNotTrackIgnored), inForce(deletionRequestedIgnored)]);
const LATER_MS = 7_200_000;

const firedAt = (offsetMs: number, preferences: Partial<PrivacyPreferences>, receivedAt = NOON) => {
  const identified = anIdentifiedEvent({ occurredAt: new Date(NOON.getTime() + offsetMs), receivedAt });
  return scoreEvent(RULESET, aRuleInput({ identified, preferences }), NOON).findings;
};

describe('what a viewer asked for', () => {
  it.each([
    ['do-not-track-ignored', 60, { doNotTrack: true, doNotTrackSince: NOON }],
    ['deletion-requested-ignored', 70, { deletionRequestedAt: NOON }],
  ])('is held against events after it: %s', (rule, points, preferences) => {
    expect(firedAt(-1, preferences)).toEqual([]);
    expect(firedAt(0, preferences)).toEqual([]);
    expect(firedAt(1, preferences)).toMatchObject([{ ruleKey: rule, points, category: 'RETENTION', error: null }]);
  });

  it('is not held against an event before it, however late it comes', () => {
    const receivedAt = new Date(NOON.getTime() + LATER_MS);
    expect(firedAt(-1, { doNotTrackSince: NOON, deletionRequestedAt: NOON }, receivedAt)).toEqual([]);
  });

  it('is nothing unless it was asked', () => {
    expect(firedAt(LATER_MS, {})).toEqual([]);
    expect(firedAt(LATER_MS, { saleOptOut: true, saleOptOutSince: NOON, updatedAt: NOON })).toEqual([]);
  });
});
