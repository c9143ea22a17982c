import { type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql';
import type { ApiErrorCode } from '#api/api-error.ts';
import type { ApiContext } from '#api/context.ts';

type Execute = (args: ExecutionArgs) => Promise<ExecutionResult> | ExecutionResult;

/** How long an operation may take unless the configuration says otherwise. */
export const OPERATION_MS_MAX = 30_000;

/** Breaks queries and mutations off that take longer: nothing more is resolved, and what listens to the signal of the context stops. */
export const executeInTime = (execute: Execute, msMax: number): Execute =>
  function executeTimed(args) {
    const late = new AbortController();
    const context = args.contextValue as ApiContext;
    const result = execute({
      ...args,
      abortSignal: late.signal,
      contextValue: { ...context, signal: AbortSignal.any([context.signal, late.signal]) },
    });
    return result instanceof Promise ? inTime(result, late, msMax) : result;
  };

const inTime = async (result: Promise<ExecutionResult>, late: AbortController, msMax: number): Promise<ExecutionResult> => {
  const { promise: isLate, resolve: tell } = Promise.withResolvers<ExecutionResult>();
  const timer = setTimeout(() => {
    tell({ errors: [tooLate(msMax)] });
    late.abort();
  }, msMax);
  try {
    return await Promise.race([result, isLate]);
  } finally {
    clearTimeout(timer);
    result.catch(() => undefined); // broken off
  }
};

const tooLate = (msMax: number): GraphQLError =>
  new GraphQLError(`Broken off after ${msMax / 1_000} s: ask for less, or later. What a mutation does may have been done.`, {
    extensions: { code: 'UNAVAILABLE' satisfies ApiErrorCode, http: { status: 503 } },
  });
