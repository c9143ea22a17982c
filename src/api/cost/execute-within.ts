import type { ExecutionArgs, ExecutionResult } from 'graphql';
import { executeOperation } from '#api/execute-operation.ts';
import { type CostBudget, withPrice } from './cost-budget.ts';

type Execute = (args: ExecutionArgs) => Promise<ExecutionResult> | ExecutionResult;

/** `executeOperation` for operations within the budget; the others are refused before anything is read. */
export const executeWithin = ({ priceOf, refusalOf }: CostBudget): Execute =>
  function executePriced(args) {
    const price = priceOf(args);
    const refusal = refusalOf(price);
    if (refusal !== null) return refusal;
    const result = executeOperation(args);
    return result instanceof Promise ? result.then((settled) => withPrice(settled, price)) : withPrice(result, price);
  };
