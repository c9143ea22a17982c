import { type DocumentNode, type GraphQLError, parse, TokenKind } from 'graphql';
import { costLimitExceeded } from '#api/api-error.ts';

/** Parts of one document, arguments included: a thousand events written into it, of 30 fields each, take 100,000. Each part takes about 400 bytes. */
const TOKENS_AND_ARGUMENTS_MAX = 100_000;

type Parse = (source: Parameters<typeof parse>[0], options?: Parameters<typeof parse>[1]) => DocumentNode;

/**
 * A parser of documents with at most so many tokens outside of parentheses; what it makes throws a GraphQLError for text that is no
 * document, is too long, or is nested too deeply.
 */
export const parseWithin = (tokensMax: number): Parse =>
  function parseDocument(source, options = {}) {
    const document = parseAny(source, options);
    if (countTokens(document) > tokensMax) throw tooLong();
    return document;
  };

const parseAny: Parse = (source, options) => {
  try {
    return parse(source, { ...options, maxLexicalTokens: TOKENS_AND_ARGUMENTS_MAX });
  } catch (error) {
    if (isTooDeep(error)) throw costLimitExceeded('The document is nested too deeply: ask in several steps.');
    throw isTooLong(error) ? tooLong() : error;
  }
};

/** The parser goes into what is nested by calling itself, and the stack ends before the text does. */
const isTooDeep = (error: unknown): boolean => error instanceof RangeError;

const isTooLong = (error: unknown): boolean => error instanceof Error && error.message.includes('tokens. Parsing aborted');

const tooLong = (): GraphQLError => costLimitExceeded('The document is too long: send it as several, and hand values over as variables.');

/** Only arguments and definitions of variables are in parentheses. */
const countTokens = ({ loc }: DocumentNode): number => {
  let count = 0;
  let parentheses = 0;
  for (let token = loc?.startToken.next; token && token.kind !== TokenKind.EOF; token = token.next) {
    if (token.kind === TokenKind.PAREN_L) parentheses += 1;
    else if (token.kind === TokenKind.PAREN_R) parentheses -= 1;
    else if (parentheses === 0 && token.kind !== TokenKind.COMMENT) count += 1;
  }
  return count;
};
