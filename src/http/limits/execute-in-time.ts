import { type ExecutionArgs, type ExecutionResult, getOperationAST, GraphQLError, OperationTypeNode } from 'graphql';
import type { ApiErrorCode } from '#api/api-error.ts';
import type { ApiContext } from '#api/context.ts';

type Execute = (args: ExecutionArgs) => Promise<ExecutionResult> | ExecutionResult;

/** How long an operation may take unless the configuration says otherwise. */
export const OPERATION_MS_MAX = 30_000;

/**
 * Breaks queries and mutations off that take longer: what listens to the signal of the context stops, and of a query nothing more is
 * resolved. A mutation is not stopped in its middle, only no longer waited for; that also spares ingest what an abort signal costs.
 */
export const executeInTime = (execute: Execute, msMax: number): Execute =>
  function executeTimed(args) {
    const late = new AbortController();
    const isQuery = getOperationAST(args.document, args.operationName)?.operation === OperationTypeNode.QUERY;
    const contextValue = withSignal(args.contextValue as ApiContext, late.signal);
    const result = execute({ ...args, ...(isQuery && { abortSignal: late.signal }), contextValue });
    return result instanceof Promise ? inTime(result, late, msMax) : result;
  };

/** Few resolvers look at the signal, and putting signals together costs more than many an operation: it is done when one looks. */
const withSignal = (context: ApiContext, late: AbortSignal): ApiContext => ({
  ...context,
  get signal() {
    return AbortSignal.any([context.signal, late]);
  },
});

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
