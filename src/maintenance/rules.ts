import type { RuleBook } from '#assessment/rule-book.ts';
import type { LevelThresholds } from '#domain/risk.ts';
import type { RulePresetName } from '#domain/rule-setting.ts';
import type { LawEntry } from '#privacy/law/law-entry.ts';
import { LAW } from '#privacy/law/law.ts';
import { openRules } from '#composition/open-rules.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import type { RuleInForce } from '#scoring/rule-in-force.ts';
import { tellAudit } from './tell-audit.ts';
import { type Settings, withDatabase } from './with-database.ts';

/** Every rule of the code with its defaults. */
export const catalogueRules = (): readonly RuleInForce[] => CATALOGUE;

/** All law that decides: every entry, those of the past included. */
export const knownLaw = (): readonly LawEntry[] => LAW;

/** Gives every rule the settings of a preset; running processes follow within 2 s. */
export const applyRulePreset = (settings: Settings, preset: RulePresetName): Promise<void> =>
  withRules(settings, { action: 'rules preset', target: preset, work: (rules) => rules.applyPreset(preset) });

/** Replaces the scores at which levels begin; running processes follow within 2 s. */
export const applyRuleLevels = (settings: Settings, levels: LevelThresholds): Promise<void> =>
  withRules(settings, { action: 'rules levels', target: Object.values(levels).join(' '), work: (rules) => rules.changeLevels(levels) });

type RuleWork = { readonly action: string; readonly target: string; readonly work: (rules: RuleBook) => Promise<void> };

const withRules = (settings: Settings, { action, target, work }: RuleWork): Promise<void> =>
  withDatabase(settings, async (database) => {
    await using rules = await openRules(database, settings.log);
    await work(rules);
    await tellAudit(database)(action, target);
  });
