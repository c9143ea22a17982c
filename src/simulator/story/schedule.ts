/** Whose turn is next, among a fixed number of members who always have a next time. */
export type Schedule = {
  /** The member with the earliest time. */
  first(): number;
  /** Moves the first member to a later time. */
  postpone(to: number): void;
};

/** A binary heap over the members' times, in any unit. */
export const createSchedule = (times: readonly number[]): Schedule => {
  const due = Float64Array.from(times);
  const heap = Int32Array.from(times, (_, member) => member);
  for (let at = heap.length >> 1; at >= 0; at--) sink(heap, due, at);
  const first = (): number => heap[0] ?? 0;
  return {
    first,
    postpone(to) {
      due[first()] = to;
      sink(heap, due, 0);
    },
  };
};

/** Moves the member at a place down until nobody below it is due before it. */
const sink = (heap: Int32Array, due: Float64Array, from: number): void => {
  const timeAt = (place: number): number => due[heap[place] ?? -1] ?? Infinity;
  for (let at = from; ;) {
    const left = 2 * at + 1;
    const child = timeAt(left + 1) < timeAt(left) ? left + 1 : left;
    if (timeAt(child) >= timeAt(at)) return;
    const moved = heap[at] ?? 0;
    heap[at] = heap[child] ?? 0;
    heap[child] = moved;
    at = child;
  }
};
