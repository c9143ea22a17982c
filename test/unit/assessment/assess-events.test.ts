import { describe, expect, it } from 'vitest';
import { createAssessor } from '#assessment/assess-events.ts';
import { LATENESS_MS_MAX } from '#domain/event-facts.ts';
import { createMemoryActivityWindows } from '#facts/memory-activity-windows.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import { createRuleset } from '#scoring/ruleset.ts';
import { NOON, anIdentifiedEvent } from '../../support/builders.ts';

const RULESET = createRuleset(CATALOGUE);
const openAssessor = () => createAssessor({ windows: createMemoryActivityWindows(), ruleset: () => RULESET, now: () => NOON });

const inRegions = (...regions: readonly string[]) =>
  regions.map((region, index) => ({ entryId: 'entry-1', identified: anIdentifiedEvent({ eventId: `event-${index}`, region }) }));

describe('an assessor', () => {
  it('scores each event with what was known up to it, in order', async () => {
    const assessed = await openAssessor().assess(inRegions('NL', 'DE', 'FR', 'FR'));
    expect(assessed.map(({ identified, assessment }) => [identified.event.eventId, assessment.score])).toEqual([
      ['event-0', 0],
      ['event-1', 0],
      ['event-2', 35],
      ['event-3', 35],
    ]);
  });

  it('says when, and by which ruleset', async () => {
    const [assessed] = await openAssessor().assess(inRegions('NL'));
    expect(assessed?.assessment).toMatchObject({ evaluatedAt: NOON, rulesetVersion: RULESET.version });
  });

  it('says whether measurement was permitted, by the signals and the law of the place', async () => {
    const refused = ['NL', 'US-NY'].map((region) => ({ entryId: 'entry-1', identified: anIdentifiedEvent({ region, hasConsent: false }) }));
    const assessed = await openAssessor().assess([...inRegions('NL'), ...refused]);
    expect(assessed.map(({ isConsentAllowed }) => isConsentAllowed)).toEqual([true, false, true]);
  });

  it('sees an entry once, however often it is delivered', async () => {
    const assessor = openAssessor();
    const failures = Array.from({ length: 4 }, (_, index) => ({
      entryId: 'entry-1',
      identified: anIdentifiedEvent({ eventId: `event-${index}`, eventType: 'LOGIN_FAILED' }),
    }));
    for (let delivery = 0; delivery < 3; delivery++) {
      const assessed = await assessor.assess(failures);
      expect(assessed.map(({ assessment }) => assessment.score)).toEqual([0, 0, 0, 0]);
    }
  });

  it('skips window rules of an event that comes too late, and says so', async () => {
    const receivedAt = new Date(NOON.getTime() + 3 * 3_600_000);
    const [assessed] = await openAssessor().assess([{ entryId: 'entry-1', identified: anIdentifiedEvent({ receivedAt }) }]);
    const tooShort = CATALOGUE.filter(({ windowMs }) => windowMs !== null && windowMs + LATENESS_MS_MAX < 3 * 3_600_000);
    expect(tooShort.length).toBeGreaterThan(5);
    expect(assessed?.assessment.skippedRules).toEqual(tooShort.map(({ key }) => key));
  });
});
