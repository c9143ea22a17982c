/** The types that a value of a statement is given. */
export type ScalarType = 'text' | 'uuid' | 'bigint' | 'smallint' | 'boolean' | 'timestamptz';

/** The values of one statement, collected while its text is written. */
export type Parameters = {
  /** Takes a value in and answers what stands for it in the text. */
  add(value: unknown, type: ScalarType | `${ScalarType}[]`): string;
  readonly values: readonly unknown[];
};

/** No values yet. */
export const createParameters = (): Parameters => {
  const values: unknown[] = [];
  return { values, add: (value, type) => `$${values.push(value)}::${type}` };
};
