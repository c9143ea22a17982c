import type { ExecutionResult } from 'graphql';

/**
 * A stream of results that sends them itself and yields none, so that a text shared by many subscribers is not written anew for
 * each. The next result is asked for when the one before has been sent; returning the pump ends the stream at once.
 */
export const messagePump = ({
  results,
  send,
}: {
  readonly results: AsyncGenerator<ExecutionResult, void, void>;
  readonly send: (result: ExecutionResult) => Promise<void>;
}): AsyncGenerator<ExecutionResult, void, void> => {
  const pump = async (): Promise<IteratorResult<ExecutionResult, void>> => {
    for await (const result of results) await send(result);
    return END;
  };
  const finish = async (): Promise<IteratorResult<ExecutionResult, void>> => {
    await results.return();
    return END;
  };
  return {
    next: pump,
    return: finish,
    throw: finish,
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await finish();
    },
  };
};

const END: IteratorResult<ExecutionResult, void> = { done: true, value: undefined };
