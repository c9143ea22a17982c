import { GraphQLError } from 'graphql';
import { builder } from '#api/builder.ts';

builder.scalarType('SafeInt', {
  description: 'Whole number from -(2^53-1) to 2^53-1, a JSON number.',
  coerceInputValue: wholeNumber,
  coerceOutputValue: wholeNumber,
});

function wholeNumber(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new GraphQLError('SafeInt must be a whole number up to 2^53-1.');
}
