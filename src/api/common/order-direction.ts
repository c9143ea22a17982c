import { enumOf } from './enum-of.ts';

/** Which way a list is ordered. */
export const OrderDirection = enumOf<'ASC' | 'DESC'>('OrderDirection', 'Which way a list is ordered.', {
  ASC: 'The smallest, or oldest, first.',
  DESC: 'The largest, or newest, first.',
});
