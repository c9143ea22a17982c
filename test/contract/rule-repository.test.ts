import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RuleSettings } from '#domain/rule-setting.ts';
import { createOrmRuleRepository } from '#store/rules/orm-rule-repository.ts';
import type { RuleRepository } from '#store/rules/rule-repository.ts';
import { NOON } from '../support/builders.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

const settings = (points: number): RuleSettings => ({ mode: 'LIVE', points, parameters: { regionsMax: 3 } });

describe.each(DATABASE_KINDS)('settings of rules on %s', (kind) => {
  let opened: TestStore;
  let repository: RuleRepository;
  beforeAll(async () => {
    opened = await openTestStore(kind);
    repository = createOrmRuleRepository(opened.database.orm);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const change = (key: string, expectedVersion: number, points: number) =>
    repository.change({ key, expectedVersion, settings: settings(points), at: NOON });
  const settingOf = async (key: string) => (await repository.read()).settings.find((setting) => setting.key === key);

  it('begin with the default preset and nothing changed', async () => {
    expect(await repository.read()).toEqual({ version: 1, preset: 'default', levels: null, settings: [] });
  });

  it('are read back as they were changed, and every change is told by the version', async () => {
    const before = await repository.version();
    expect(await change('multi-ip', 1, 40)).toBe(true);
    expect(await settingOf('multi-ip')).toEqual({ key: 'multi-ip', ...settings(40), version: 2, updatedAt: NOON });
    expect(await repository.version()).toBe(before + 1);
  });

  it.each([0, 1, 3])('stay as they are when version %i is expected of version 2', async (expectedVersion) => {
    const before = await repository.read();
    expect(await change('multi-ip', expectedVersion, 99)).toBe(false);
    expect(await repository.read()).toEqual(before);
  });

  it.each(['never-changed', 'multi-ip'])('of one rule (%s) changed by many at once are changed by one', async (key) => {
    const version = (await settingOf(key))?.version ?? 1;
    const before = await repository.version();
    const outcomes = await Promise.all(Array.from({ length: 6 }, (_, i) => change(key, version, i)));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await settingOf(key)).toMatchObject({ points: outcomes.indexOf(true), version: version + 1 });
    expect(await repository.version()).toBe(before + 1);
  });

  it('of a preset replace what was changed, and move every version on', async () => {
    const all = new Map([
      ['multi-ip', settings(1)],
      ['multi-region', settings(2)],
    ]);
    await repository.applyPreset({ preset: 'seed-compatible', settings: all, at: NOON });
    const { preset, settings: stored } = await repository.read();
    expect(preset).toBe('seed-compatible');
    expect(stored.find(({ key }) => key === 'multi-ip')).toMatchObject({ points: 1, version: 4 });
    expect(stored.find(({ key }) => key === 'multi-region')).toMatchObject({ points: 2, version: 2 });
  });

  it('are kept as they were, version by version', async () => {
    const versions = await repository.versionsOf('multi-ip');
    expect(versions.map(({ version, points }) => [version, points]).slice(-1)).toEqual([[2, 40]]);
    expect(versions.map(({ version }) => version)).toEqual([4, 3, 2]);
    expect(versions[0]).toEqual(await settingOf('multi-ip'));
    expect(await repository.versionsOf('unheard-of')).toEqual([]);
  });

  it('keep levels of their own until a preset brings its', async () => {
    const before = await repository.version();
    await repository.changeLevels({ medium: 20, high: 50, critical: 70 });
    expect(await repository.read()).toMatchObject({ version: before + 1, levels: { medium: 20, high: 50, critical: 70 } });
    await repository.applyPreset({ preset: 'default', settings: new Map(), at: NOON });
    expect(await repository.read()).toMatchObject({ preset: 'default', levels: null });
  });

  it('lead from the version of a ruleset to all of it, as it first was', async () => {
    const ruleset = {
      version: 'default-12345678',
      preset: 'default' as const,
      levels: { medium: 30, high: 60, critical: 85 },
      rules: [{ key: 'multi-ip', ...settings(40) }],
      firstInForceAt: NOON,
    };
    await repository.keepRuleset(ruleset);
    await repository.keepRuleset({ ...ruleset, firstInForceAt: new Date(0) });
    expect(await repository.ruleset(ruleset.version)).toEqual(ruleset);
    expect(await repository.ruleset('default-0')).toBeNull();
  });
});
