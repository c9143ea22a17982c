import { type EntityManager, LockMode, type MikroORM } from '@mikro-orm/core';
import {
  FIRST_RULE_VERSION,
  RULE_MODES,
  RULE_PRESET_NAMES,
  type RuleMode,
  type RulePresetName,
  type RuleSetting,
  type RuleSettings,
} from '#domain/rule-setting.ts';
import { RuleSettingEntity } from '#store/entities/rule-setting-entity.ts';
import { RuleVersionEntity } from '#store/entities/rule-version-entity.ts';
import { RulesetEntity } from '#store/entities/ruleset-entity.ts';
import { RulesetHeadEntity } from '#store/entities/ruleset-head-entity.ts';
import type { PresetChange, RuleChange, RuleRepository } from './rule-repository.ts';

const HEAD = 'in-force';

/** Rule settings through the ORM's unit of work. */
export const createOrmRuleRepository = ({ em }: MikroORM): RuleRepository => ({
  version: async () => (await em.fork().findOneOrFail(RulesetHeadEntity, HEAD)).version,
  read: async () => {
    const reading = em.fork();
    const { version, preset, levels = null } = await reading.findOneOrFail(RulesetHeadEntity, HEAD);
    const rows = await reading.findAll(RuleSettingEntity, { orderBy: { key: 'asc' } });
    return { version, preset: presetOf(preset), levels, settings: rows.map(settingOf) };
  },
  change: (change) => em.fork().transactional((transaction) => changeRule(transaction, change)),
  applyPreset: (change) => em.fork().transactional((transaction) => applyPreset(transaction, change)),
  changeLevels: (levels) =>
    em.fork().transactional(async (transaction) => {
      const head = await lockHead(transaction);
      Object.assign(head, { levels, version: head.version + 1 });
    }),
  keepRuleset: async (ruleset) => {
    await em.fork().upsert(RulesetEntity, { ...ruleset, rules: [...ruleset.rules] }, { onConflictAction: 'ignore' });
  },
  ruleset: async (version) => {
    const row = await em.fork().findOne(RulesetEntity, version);
    return row === null ? null : { ...row, preset: presetOf(row.preset) };
  },
  versionsOf: async (key) => (await em.fork().find(RuleVersionEntity, { key }, { orderBy: { version: 'desc' } })).map(settingOf),
});

/** The row of the head is locked first: changes wait for each other, and nobody overwrites what they have not seen. */
const lockHead = (em: EntityManager) => em.findOneOrFail(RulesetHeadEntity, HEAD, { lockMode: LockMode.PESSIMISTIC_WRITE });

const changeRule = async (em: EntityManager, { key, expectedVersion, settings, at }: RuleChange): Promise<boolean> => {
  const head = await lockHead(em);
  const known = await em.findOne(RuleSettingEntity, key);
  if ((known?.version ?? FIRST_RULE_VERSION) !== expectedVersion) return false;
  write(em, key, { known, settings, at });
  head.version += 1;
  return true;
};

const applyPreset = async (em: EntityManager, { preset, settings, at }: PresetChange): Promise<void> => {
  const head = await lockHead(em);
  const known = new Map((await em.findAll(RuleSettingEntity)).map((row) => [row.key, row]));
  for (const [key, own] of settings) write(em, key, { known: known.get(key) ?? null, settings: own, at });
  head.preset = preset;
  head.levels = null;
  head.version += 1;
};

type Row = { mode: string; points: number; parameters: Record<string, unknown>; version: number; updatedAt: Date };
type Writing = { readonly known: Row | null; readonly settings: RuleSettings; readonly at: Date };

const write = (em: EntityManager, key: string, { known, settings, at }: Writing): void => {
  const version = (known?.version ?? FIRST_RULE_VERSION) + 1;
  const values = { mode: settings.mode, points: settings.points, parameters: { ...settings.parameters }, version, updatedAt: at };
  em.create(RuleVersionEntity, { key, ...values }, { persist: true });
  if (known === null) em.create(RuleSettingEntity, { key, ...values }, { persist: true });
  else Object.assign(known, values);
};

const settingOf = ({ key, mode, points, parameters, version, updatedAt }: Row & { key: string }): RuleSetting => ({
  key,
  mode: modeOf(mode),
  points,
  parameters,
  version,
  updatedAt,
});

/** A word that a newer version wrote: the rule then stays out of the way. */
const modeOf = (text: string): RuleMode => RULE_MODES.find((mode) => mode === text) ?? 'DISABLED';

const presetOf = (text: string): RulePresetName => RULE_PRESET_NAMES.find((name) => name === text) ?? 'default';
