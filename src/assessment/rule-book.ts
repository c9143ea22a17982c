import type { Logger } from 'pino';
import type { LevelThresholds } from '#domain/risk.ts';
import type { RulePresetName, RuleSetting, StoredRuleset } from '#domain/rule-setting.ts';
import { putInForce } from '#scoring/put-in-force.ts';
import type { CatalogueRule, RuleInForce } from '#scoring/rule-in-force.ts';
import { presetSettings, RULE_PRESETS } from '#scoring/rule-preset.ts';
import { type RuleUpdate, type RuleUpdateOutcome, updatedSettings } from '#scoring/rule-update.ts';
import { createRuleset, type Ruleset, weightsOf } from '#scoring/ruleset.ts';
import type { RuleRepository } from '#store/rules/rule-repository.ts';

/** The rules in force, kept in the process. A change anywhere is in force here within 2 s; while the store is away the last known ones stay. */
export type RuleBook = {
  /** Every rule of the catalogue, DISABLED ones included. */
  all(): readonly RuleInForce[];
  /** `all` by key, in the order of the catalogue. */
  byKey(): ReadonlyMap<string, RuleInForce>;
  ruleset(): Ruleset;
  /** Changes one rule; in force here once it resolves. */
  update(update: RuleUpdate): Promise<RuleUpdateOutcome>;
  /** Gives every rule the settings of a preset; in force here once it resolves. */
  applyPreset(preset: RulePresetName): Promise<void>;
  /** Replaces the levels of the preset; in force here once it resolves. */
  changeLevels(levels: LevelThresholds): Promise<void>;
  /** A ruleset that scored events, by the version that assessments name; null for one that was never in force. */
  rulesetOf(version: string): Promise<StoredRuleset | null>;
  /** What a rule was set to, the newest first; empty for one that has its defaults. */
  versionsOf(key: string): Promise<readonly RuleSetting[]>;
} & AsyncDisposable;

export type RuleBookParts = {
  readonly repository: RuleRepository;
  readonly catalogue: readonly CatalogueRule[];
  readonly now: () => Date;
  readonly log: Logger;
};

/** How often the version of the settings is looked at. */
const LOOK_MS_BETWEEN = 1_000;

/** Reads the rules and follows their changes until disposed; rejects when they cannot be read at the start. */
export const openRuleBook = async ({ repository, catalogue, now, log }: RuleBookParts): Promise<RuleBook> => {
  const reading = { repository, catalogue, now, log };
  let page = await readPage(reading);
  let isAway = false;
  let looking: Promise<void> | null = null;

  const refresh = async (): Promise<void> => {
    page = await readPage(reading);
  };
  const look = async (): Promise<void> => {
    try {
      if ((await repository.version()) !== page.version) await refresh();
      isAway = false;
    } catch (error) {
      if (!isAway) log.warn({ err: error }, 'the settings of rules cannot be read: the last known ones stay in force');
      isAway = true;
    }
  };
  const timer = setInterval(() => {
    looking ??= look().finally(() => (looking = null));
  }, LOOK_MS_BETWEEN).unref();

  return {
    all: () => page.rules,
    byKey: () => page.byKey,
    ruleset: () => page.ruleset,
    update: async (update) => {
      await refresh();
      const outcome = judge(catalogue, page, update);
      if (outcome.kind !== 'UPDATED') return outcome;
      const { key, expectedVersion } = update;
      const isChanged = await repository.change({ key, expectedVersion, settings: outcome.rule, at: now() });
      await refresh();
      const rule = page.byKey.get(key) ?? outcome.rule;
      return isChanged ? { kind: 'UPDATED', rule } : { kind: 'CONFLICT', version: rule.version };
    },
    applyPreset: async (preset) => {
      await repository.applyPreset({ preset, settings: presetSettings(preset, catalogue), at: now() });
      await refresh();
    },
    changeLevels: async (levels) => {
      await repository.changeLevels(levels);
      await refresh();
    },
    rulesetOf: repository.ruleset,
    versionsOf: repository.versionsOf,
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await looking;
    },
  };
};

/** What the settings of one version come to. */
type Page = {
  readonly version: number;
  readonly rules: readonly RuleInForce[];
  readonly byKey: ReadonlyMap<string, RuleInForce>;
  readonly ruleset: Ruleset;
};

/** The ruleset is kept before anything is scored with it, so that every assessment leads to what it was made with. */
const readPage = async ({ repository, catalogue, now, log }: RuleBookParts): Promise<Page> => {
  const { version, preset, levels, settings } = await repository.read();
  const { rules, refused } = putInForce(catalogue, settings);
  for (const ruleKey of refused) log.error({ ruleKey }, 'stored settings do not fit the rule any more: its defaults are in force');
  const ruleset = createRuleset(rules, levels ?? RULE_PRESETS[preset].levels, preset);
  await repository.keepRuleset({ ...ruleset, rules: weightsOf(ruleset.rules), firstInForceAt: now() });
  return { version, rules, byKey: new Map(rules.map((rule) => [rule.key, rule])), ruleset };
};

/** What an update would make of the rule, or why it cannot be. */
const judge = (catalogue: readonly CatalogueRule[], { byKey }: Page, update: RuleUpdate): RuleUpdateOutcome => {
  const inForce = byKey.get(update.key);
  const rule = catalogue.find(({ key }) => key === update.key);
  if (inForce === undefined || rule === undefined) return { kind: 'NOT_FOUND' };
  if (inForce.version !== update.expectedVersion) return { kind: 'CONFLICT', version: inForce.version };
  const outcome = rule.withSetting(updatedSettings(inForce, update));
  return outcome.kind === 'refused' ? { kind: 'INVALID', issues: outcome.issues } : { kind: 'UPDATED', rule: outcome.rule };
};
