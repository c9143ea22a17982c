/** One who waits for something to happen. */
export type Waiter = {
  /** Alerts have come. */
  onGrowth(): void;
  /** Time has passed. */
  onTick(): void;
  /** Nothing will ever come again. */
  onClose(): void;
};

/** Followers that have nothing to read: one timer and one call for all of them. A waiter may leave while it is being told. */
export type WaitingRoom = {
  /** A waiter that comes when the room is closed is told so at once. */
  enter(waiter: Waiter): void;
  leave(waiter: Waiter): void;
  grow(): void;
} & Disposable;

/** A room whose waiters are told the time every `tickMs`. */
export const openWaitingRoom = (tickMs: number): WaitingRoom => {
  const waiters = new Set<Waiter>();
  let isClosed = false;
  const tick = () => {
    for (const waiter of waiters) waiter.onTick();
  };
  const timer = setInterval(tick, tickMs).unref();
  return {
    enter(waiter) {
      if (isClosed) waiter.onClose();
      else waiters.add(waiter);
    },
    leave: (waiter) => void waiters.delete(waiter),
    grow() {
      for (const waiter of waiters) waiter.onGrowth();
    },
    [Symbol.dispose]() {
      isClosed = true;
      clearInterval(timer);
      for (const waiter of waiters) waiter.onClose();
    },
  };
};
