import type { Logger } from 'pino';
import { openRuleBook, type RuleBook } from '#assessment/rule-book.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import type { Database } from '#store/database.ts';
import { createOrmRuleRepository } from '#store/rules/orm-rule-repository.ts';

/** The rules of a database, followed while they are open. */
export const openRules = ({ orm }: Database, log: Logger): Promise<RuleBook> =>
  openRuleBook({ repository: createOrmRuleRepository(orm), catalogue: CATALOGUE, now: () => new Date(), log });
