import { GraphQLError } from 'graphql';

/** A parser of scalar input that takes any text of sane length: what it means is judged where it is used. */
export const boundedText =
  (name: string, lengthMax: number) =>
  (value: unknown): string => {
    if (typeof value === 'string' && value.length <= lengthMax) return value;
    throw new GraphQLError(`${name} must be a text of at most ${lengthMax} characters.`);
  };
