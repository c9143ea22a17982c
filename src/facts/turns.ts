/** Runs work one after the other for each key, in the order asked for; what fails holds up nobody. */
export type InTurn = <T>(key: number, work: () => Promise<T>) => Promise<T>;

/** Nobody's turn yet. */
export const createTurns = (): InTurn => {
  const last = new Map<number, Promise<unknown>>();
  return function inTurn(key, work) {
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work);
    last.set(key, mine);
    return mine;
  };
};
