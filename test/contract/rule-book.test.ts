import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRuleBook, type RuleBook } from '#assessment/rule-book.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import { createRuleset } from '#scoring/ruleset.ts';
import { createOrmRuleRepository } from '#store/rules/orm-rule-repository.ts';
import type { RuleRepository } from '#store/rules/rule-repository.ts';
import { NOON } from '../support/builders.ts';
import { DATABASE_KINDS, openTestStore, SILENT, type TestStore } from '../support/test-store.ts';

/** What the documentation promises to every process. */
const IN_FORCE_WITHIN_MS = 2_000;

const open = (over: RuleRepository) => openRuleBook({ repository: over, catalogue: CATALOGUE, now: () => NOON, log: SILENT });

const becomesTrue = async (condition: () => boolean): Promise<boolean> => {
  const end = Date.now() + IN_FORCE_WITHIN_MS;
  while (!condition() && Date.now() < end) await wait(20);
  return condition();
};

describe.each(DATABASE_KINDS)('the rules in force on %s', (kind) => {
  let opened: TestStore;
  let repository: RuleRepository;
  let here: RuleBook;
  let elsewhere: RuleBook;
  beforeAll(async () => {
    opened = await openTestStore(kind);
    repository = createOrmRuleRepository(opened.database.orm);
    here = await open(repository);
    elsewhere = await open(repository);
  });
  afterAll(async () => {
    await here[Symbol.asyncDispose]();
    await elsewhere[Symbol.asyncDispose]();
    await opened[Symbol.asyncDispose]();
  });

  const versionOf = (key: string) => here.byKey().get(key)?.version ?? 0;

  it('are the catalogue until something is changed', () => {
    expect(here.ruleset().version).toBe(createRuleset(CATALOGUE).version);
    expect(here.all().map(({ key, version }) => [key, version])).toEqual(CATALOGUE.map(({ key }) => [key, 1]));
  });

  it('change here at once and everywhere within 2 s, and every assessment can tell', async () => {
    const before = here.ruleset().version;
    const outcome = await here.update({ key: 'multi-region', expectedVersion: 1, points: 44, parameters: { regionsMax: 4 } });
    expect(outcome).toMatchObject({ kind: 'UPDATED', rule: { points: 44, version: 2, updatedAt: NOON } });
    expect(here.byKey().get('multi-region')?.parameters).toEqual({ regionsMax: 4, windowMs: 3_600_000 });
    expect(here.ruleset().version).not.toBe(before);
    expect(await becomesTrue(() => elsewhere.ruleset().version === here.ruleset().version)).toBe(true);
  });

  it('leave a DISABLED rule out of the ruleset, and keep it in the list', async () => {
    await here.update({ key: 'multi-ip', expectedVersion: versionOf('multi-ip'), mode: 'DISABLED' });
    expect(here.ruleset().rules.some(({ key }) => key === 'multi-ip')).toBe(false);
    expect(here.byKey().get('multi-ip')).toMatchObject({ mode: 'DISABLED', points: 30 });
    expect(await becomesTrue(() => !elsewhere.ruleset().rules.some(({ key }) => key === 'multi-ip'))).toBe(true);
  });

  it('change once when two ask for the same version', async () => {
    const expectedVersion = versionOf('high-frequency');
    const outcomes = await Promise.all([
      here.update({ key: 'high-frequency', expectedVersion, points: 1 }),
      elsewhere.update({ key: 'high-frequency', expectedVersion, points: 2 }),
    ]);
    expect(outcomes.map(({ kind: outcome }) => outcome).toSorted()).toEqual(['CONFLICT', 'UPDATED']);
    const lost = outcomes.find((outcome) => outcome.kind === 'CONFLICT');
    expect(lost).toEqual({ kind: 'CONFLICT', version: expectedVersion + 1 });
  });

  it.each([
    ['a rule that does not exist', { key: 'none', expectedVersion: 1 }, { kind: 'NOT_FOUND' }],
    ['another version', { key: 'auth-failures', expectedVersion: 9 }, { kind: 'CONFLICT', version: 1 }],
    ['points out of range', { key: 'auth-failures', expectedVersion: 1, points: 101 }, { kind: 'INVALID', issues: [{ path: ['points'] }] }],
    [
      'a parameter it does not have',
      { key: 'auth-failures', expectedVersion: 1, parameters: { speed: 1 } },
      { kind: 'INVALID', issues: [{ path: ['parameters', 'speed'] }] },
    ],
  ])('stay as they are for %s', async (_case, update, expected) => {
    const before = await repository.read();
    expect(await here.update(update)).toMatchObject(expected);
    expect(await repository.read()).toEqual(before);
  });

  it('take a preset as a whole, and go back', async () => {
    await here.applyPreset('seed-compatible');
    expect(here.ruleset().version).toMatch(/^seed-compatible-/);
    expect(here.ruleset().levels).toMatchObject({ medium: 50, high: 80 });
    expect(here.byKey().get('high-frequency')).toMatchObject({ mode: 'LIVE', parameters: { eventsMax: 10 } });
    await here.applyPreset('default');
    expect(here.ruleset().version).toBe(createRuleset(CATALOGUE).version);
    expect(await becomesTrue(() => elsewhere.ruleset().version === createRuleset(CATALOGUE).version)).toBe(true);
  });

  it('take levels of their own, and lead from every version that was in force to what it was', async () => {
    const before = here.ruleset();
    await here.changeLevels({ medium: 10, high: 20, critical: 30 });
    expect(here.ruleset().levels).toEqual({ medium: 10, high: 20, critical: 30 });
    for (const { version, levels, rules } of [before, here.ruleset()]) {
      const kept = await elsewhere.rulesetOf(version);
      expect(kept).toMatchObject({ version, levels, firstInForceAt: NOON });
      expect(kept?.rules).toEqual(rules.map(({ key, mode, points, parameters }) => ({ key, mode, points, parameters })));
    }
    expect((await here.versionsOf('multi-region')).at(-1)).toMatchObject({ version: 2, points: 44 });
    await here.applyPreset('default');
  });

  it('stay in force while the store is away, and follow it when it is back', async () => {
    let isAway = false;
    const unreliable: RuleRepository = {
      ...repository,
      version: () => (isAway ? Promise.reject(new Error('away')) : repository.version()),
    };
    await using book = await open(unreliable);
    const before = book.ruleset().version;
    isAway = true;
    await here.update({ key: 'auth-failures', expectedVersion: versionOf('auth-failures'), points: 51 });
    await wait(1_200);
    expect(book.ruleset().version).toBe(before);
    isAway = false;
    expect(await becomesTrue(() => book.ruleset().version === here.ruleset().version)).toBe(true);
  });
});
