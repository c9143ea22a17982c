import { textArray } from './array-literal.ts';

type ScalarType = 'text' | 'uuid' | 'bigint' | 'smallint' | 'timestamptz';

/** Collects the conditions of one statement; columns are ours, values are always parameters. */
export type Conditions = {
  /** `column operator` with one value; absent values do not restrict. */
  compare(columnAndOperator: string, value: string | number | undefined, type: ScalarType): void;
  /** Column is one of the values; an absent list does not restrict, an empty one matches nothing. */
  oneOf(column: string, values: readonly string[] | undefined, type: ScalarType): void;
  /** Any other condition; it is given the placeholders of its values. */
  add(values: readonly (string | number)[], condition: (placeholders: readonly string[]) => string): void;
  done(): { readonly where: string; readonly values: readonly unknown[] };
};

/** An empty set of conditions. */
export const createConditions = (): Conditions => {
  const parts: string[] = [];
  const values: unknown[] = [];
  const placeholder = (value: unknown): string => `$${values.push(value)}`;
  return {
    compare: (columnAndOperator, value, type) => {
      if (value !== undefined) parts.push(`${columnAndOperator} ${placeholder(value)}::${type}`);
    },
    oneOf: (column, list, type) => {
      if (list !== undefined) parts.push(`${column} = any(${placeholder(textArray(list))}::${type}[])`);
    },
    add: (list, condition) => void parts.push(condition(list.map(placeholder))),
    done: () => ({ where: parts.length === 0 ? '' : `where ${parts.join(' and ')}`, values }),
  };
};
