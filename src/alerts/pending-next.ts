/** The calls of an async generator's `next` that are not answered yet, in order. */
export type PendingNext<Item> = {
  isPending(): boolean;
  add(): Promise<IteratorResult<Item, void>>;
  /** Answers the first. */
  give(item: Item): void;
  /** Rejects the first. */
  fail(error: unknown): void;
  /** Answers all with the end. */
  end(): void;
};

/** None yet; as a rule there is one at most. */
export const createPendingNext = <Item>(): PendingNext<Item> => {
  const calls: PromiseWithResolvers<IteratorResult<Item, void>>[] = [];
  return {
    isPending: () => calls.length > 0,
    add() {
      const call = Promise.withResolvers<IteratorResult<Item, void>>();
      calls.push(call);
      return call.promise;
    },
    give: (value) => calls.shift()?.resolve({ done: false, value }),
    fail: (error) => calls.shift()?.reject(error),
    end() {
      for (const { resolve } of calls.splice(0)) resolve({ done: true, value: undefined });
    },
  };
};
