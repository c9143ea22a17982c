type Stream<Value> = AsyncGenerator<Value, void, void>;

/** The same stream; calls `ended` once, with the number of values it gave, when it is over or left. */
export const watchEnd = <Value>(stream: Stream<Value>, ended: (count: number) => void): Stream<Value> => {
  let count = 0;
  let isOver = false;
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    ended(count);
  };
  const counted = (result: IteratorResult<Value, void>): IteratorResult<Value, void> => {
    if (result.done === true) end();
    else count += 1;
    return result;
  };
  return {
    next: () => stream.next().then(counted),
    return: () => {
      end();
      return stream.return();
    },
    throw: (error: unknown) => {
      end();
      return stream.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      end();
      await stream.return();
    },
  };
};
