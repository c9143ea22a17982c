import { type ExecutionResult, parse, validate } from 'graphql';
import { createContext } from '#api/context.ts';
import { executeOperation } from '#api/execute-operation.ts';
import { schema } from '#api/schema.ts';
import { createSqlAlertLog } from '#store/alerts/sql-alert-log.ts';
import { createIdentityCipher } from '#store/identities/identity-cipher.ts';
import { createIdentityTable } from '#store/identities/identity-table.ts';
import { createOrmPreferenceRepository } from '#store/preferences/orm-preference-repository.ts';
import { createSqlReaders } from '#store/sql-readers.ts';
import { createMemoryApi } from './memory-api.ts';
import { recordStatements } from './statement-plans.ts';
import { TEST_IDENTITY_KEY, type TestStore } from './test-store.ts';
import { aPrincipal } from './a-principal.ts';

/** The API over a real database: ask it, and see how many statements that took. */
export type SqlApi = {
  ask(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly result: ExecutionResult; readonly statements: number }>;
} & AsyncDisposable;

/** What is read from the database goes through counted statements; what is not, is in memory. */
export const createSqlApi = async ({ database }: TestStore): Promise<SqlApi> => {
  const memory = await createMemoryApi();
  const { sql, run } = recordStatements(database.sql);
  const ports = {
    ...memory.ports,
    ...createSqlReaders(sql, { mode: 'embedded', now }),
    subjects: createIdentityTable(sql, createIdentityCipher(TEST_IDENTITY_KEY)),
    alertLog: createSqlAlertLog(sql),
    preferences: createOrmPreferenceRepository({ orm: database.orm, sql }),
    now,
  };
  return {
    async ask(query, variableValues = {}) {
      const document = parse(query);
      const [invalid] = validate(schema, document);
      if (invalid !== undefined) throw invalid;
      const before = run.length;
      const contextValue = createContext(ports, aPrincipal());
      const result = await executeOperation({ schema, document, variableValues, contextValue });
      return { result, statements: run.length - before };
    },
    [Symbol.asyncDispose]: () => memory[Symbol.asyncDispose](),
  };
};

const now = (): Date => new Date();
