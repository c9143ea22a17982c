import { describe, expect, it } from 'vitest';
import { createPreview } from '#assessment/preview-events.ts';
import { NO_PREFERENCES } from '#domain/privacy-preferences.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import { createRuleset } from '#scoring/ruleset.ts';
import type { Subject } from '#store/identities/subject-reader.ts';
import { aPlaybackEvent, NOON } from '../../support/builders.ts';

const RULESET = createRuleset(CATALOGUE);
const ALICE = '00000000-0000-4000-8000-000000000001';
const BEFORE_NOON = new Date(NOON.getTime() - 1);

/** Only alice has been seen, and she asked not to be tracked just before noon. */
const preview = createPreview({
  subjects: {
    pseudonyms: async (_kind, originals) => originals.map((original) => (original === 'alice' ? ALICE : null)),
    byIds: async (_kind, ids) => ids.map((): Subject | null => null),
  },
  preferences: {
    ofViewers: async (ids) => ids.map(() => ({ ...NO_PREFERENCES, doNotTrack: true, doNotTrackSince: BEFORE_NOON })),
    change: () => Promise.reject(new Error('a dry run changes nothing')),
  },
  countryOfPrefix: () => null,
  ruleset: () => RULESET,
  now: () => NOON,
});

const scoresOf = async (...events: readonly Parameters<typeof aPlaybackEvent>[0][]) =>
  (await preview(events.map((event, i) => aPlaybackEvent({ eventId: `e${i}`, ...event })))).map(({ score }) => score);

describe('a preview', () => {
  it('assesses each event in order, with the events before it', async () => {
    expect(await scoresOf({ region: 'NL' }, { region: 'BE' }, { region: 'LU' })).toEqual([0, 0, 35]);
  });

  it('keeps people apart whom nobody has seen', async () => {
    expect(await scoresOf({ userId: 'a', region: 'NL' }, { userId: 'b', region: 'BE' }, { userId: 'c', region: 'LU' })).toEqual([0, 0, 0]);
  });

  it('remembers nothing from one call to the next', async () => {
    expect([await scoresOf({ region: 'NL' }), await scoresOf({ region: 'BE' }), await scoresOf({ region: 'LU' })]).toEqual([[0], [0], [0]]);
  });

  it('of one event costs next to nothing', async () => {
    const begun = performance.now();
    for (let i = 0; i < 100; i++) await scoresOf({});
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it('knows what viewers asked for', async () => {
    expect(await scoresOf({ userId: 'alice' }, { userId: 'somebody' })).toEqual([60, 0]);
  });

  it('is of the ruleset in force, and empty for no events', async () => {
    const [assessment] = await preview([aPlaybackEvent()]);
    expect(assessment).toMatchObject({ rulesetVersion: RULESET.version, evaluatedAt: NOON });
    expect(await preview([])).toEqual([]);
  });
});
