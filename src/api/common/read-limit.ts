import { badUserInput } from '#api/api-error.ts';

/** Items of a list without pages at most. */
const LIMIT_MAX = 100;

/** How many items of a list without pages are asked for; throws BAD_USER_INPUT for a number out of range. */
export const readLimit = (first: number): number => {
  if (first >= 1 && first <= LIMIT_MAX) return first;
  throw badUserInput(`\`first\` must be 1 to ${LIMIT_MAX}, not ${first}.`);
};
