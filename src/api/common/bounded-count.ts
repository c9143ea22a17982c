import { badUserInput } from '#api/api-error.ts';
import { builder } from '#api/builder.ts';

/** Counted exactly unless a client says otherwise. */
const COUNT_LIMIT_DEFAULT = 1_000;
/** Counted exactly at most. */
const COUNT_LIMIT_MAX = 10_000;

/** What a count costs of an operation's budget: it may look at as many rows as ten pages hold. */
export const COUNT_COST = 50;

/** A count the server is willing to pay for. */
export const BoundedCount = builder.objectRef<{ readonly value: number; readonly isExact: boolean }>('BoundedCount').implement({
  description: 'A count the server is willing to pay for: exact up to `limit`, beyond it a lower bound.',
  fields: (t) => ({
    value: t.exposeInt('value', { description: 'Number of items, or `limit` when there are more.' }),
    isExact: t.exposeBoolean('isExact', { description: 'False when there are more items than `value`.' }),
  }),
});

/** The argument of every `totalCount`. */
export const countArgs = builder.args((t) => ({
  limit: t.int({
    required: true,
    defaultValue: COUNT_LIMIT_DEFAULT,
    description: `Count exactly up to this many items, 1 to ${COUNT_LIMIT_MAX}.`,
  }),
}));

/** Counts a list up to `limit`; throws BAD_USER_INPUT for a limit out of range. */
export const boundedCount = async (
  list: { readonly count: (limit: number) => Promise<number> },
  { limit }: { readonly limit: number },
): Promise<{ readonly value: number; readonly isExact: boolean }> => {
  if (limit < 1 || limit > COUNT_LIMIT_MAX) throw badUserInput(`\`limit\` must be 1 to ${COUNT_LIMIT_MAX}.`);
  const counted = await list.count(limit);
  return { value: Math.min(counted, limit), isExact: counted <= limit };
};
