import { InvalidArgumentError } from 'commander';

/** An argument that is a whole number from 1. */
export const wholeNumber = (text: string): number => {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('a whole number from 1');
  return number;
};
