import { type DocumentNode, type GraphQLError, parse } from 'graphql';
import { badUserInput } from '#api/api-error.ts';

/** Parts of one document: a thousand events written into it, of 30 fields each, take 100,000. Each part takes about 400 bytes. */
const TOKENS_MAX = 100_000;

/** Parses a document of at most TOKENS_MAX tokens; throws a GraphQLError for text that is none, or is nested too deeply. */
export const parseDocument = (source: Parameters<typeof parse>[0], options: Parameters<typeof parse>[1] = {}): DocumentNode => {
  try {
    return parse(source, { ...options, maxLexicalTokens: TOKENS_MAX });
  } catch (error) {
    throw isTooDeep(error) ? tooDeep() : error;
  }
};

/** The parser goes into what is nested by calling itself, and the stack ends before the text does. */
const isTooDeep = (error: unknown): boolean => error instanceof RangeError;

const tooDeep = (): GraphQLError => badUserInput('The document is nested too deeply.');
