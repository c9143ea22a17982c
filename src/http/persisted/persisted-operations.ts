import type { GraphQLError } from 'graphql';
import { apiError, badUserInput } from '#api/api-error.ts';
import { readManifest } from './read-manifest.ts';

/** An operation as a client sends it: its text, the hash of a published one, or both. */
export type SentOperation = {
  readonly query?: unknown;
  /** `sha256:` and the hash, as GraphQL over HTTP proposes. */
  readonly documentId?: unknown;
  /** `persistedQuery: { sha256Hash }`, as Apollo and urql send it. */
  readonly extensions?: unknown;
};

/** Which operations are known by their hash, and whether others are taken. */
export type PersistedSettings = {
  /** Whether operations must be sent by their hash. */
  readonly isRequired: boolean;
  /** A manifest of other teams' operations, beside that of `schema/operations`. */
  readonly file: string | null;
};

/** Finds the text of an operation; null when it names none, and an error when it may not be executed. */
export type PersistedOperations = { textOf(operation: SentOperation): string | GraphQLError | null };

/** The published operations by the hash of their text; throws a SettingFault when the manifest of the settings cannot be read. */
export const openPersistedOperations = ({ isRequired, file }: PersistedSettings): PersistedOperations => {
  const operations = new Map([...readManifest(PUBLISHED), ...(file === null ? [] : readManifest(file))]);
  return {
    textOf({ query, ...named }) {
      const hash = hashOf(named);
      const known = hash === null ? undefined : operations.get(hash);
      if (known !== undefined) return known;
      if (isRequired) return REQUIRED;
      if (typeof query === 'string' && query !== '') return query;
      return hash === null ? null : UNKNOWN;
    },
  };
};

const PUBLISHED = new URL('../../client/generated/persisted-documents.json', import.meta.url);

const REQUIRED = apiError('PERSISTED_OPERATION_REQUIRED', 'This server executes published operations alone: send the hash of one.');
/** The very words on which clients of Apollo and urql send the text after the hash. */
const UNKNOWN = badUserInput('PersistedQueryNotFound');

const PREFIX = /^sha256:/;

const hashOf = ({ documentId, extensions }: SentOperation): string | null => {
  const hash = documentId ?? field(field(extensions, 'persistedQuery'), 'sha256Hash');
  return typeof hash === 'string' ? hash.replace(PREFIX, '') : null;
};

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
