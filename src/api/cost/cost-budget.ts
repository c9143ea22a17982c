import type { ExecutionArgs, ExecutionResult } from 'graphql';
import { costLimitExceeded } from '#api/api-error.ts';
import { operationCost } from './operation-cost.ts';

/** What an operation may cost and what it may cost at most, as every answer tells in `extensions.cost`. */
export type OperationPrice = { readonly requested: number; readonly budget: number };

/** Prices operations, and refuses those above the budget. */
export type CostBudget = {
  priceOf(args: ExecutionArgs): OperationPrice;
  /** The answer of an operation that is above the budget; null for one within it. */
  refusalOf(price: OperationPrice): ExecutionResult | null;
};

/** A budget for each operation alone. */
export const createCostBudget = (budget: number): CostBudget => ({
  priceOf: (args) => ({ requested: operationCost(args), budget }),
  refusalOf: (price) => (price.requested > budget ? withPrice({ errors: [costLimitExceeded(TOO_EXPENSIVE)] }, price) : null),
});

/** The result with what it may have cost. */
export const withPrice = (result: ExecutionResult, cost: OperationPrice): ExecutionResult => ({
  ...result,
  extensions: { ...result.extensions, cost },
});

const TOO_EXPENSIVE = 'The operation asks for too much at once: take smaller pages (`first`, `last`) or leave lists within lists out.';
