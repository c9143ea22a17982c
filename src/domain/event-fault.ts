/**
 * Our own code failed on what an event holds: trying again will not help, and no server is to blame. It says what class of
 * error it was and where, never its message: engines quote values in messages, and values name people.
 */
export class EventFault extends Error {
  override readonly name = 'EventFault';
}

/** Runs pure work over events; whatever it throws is the events' fault. */
export const blamingEvents = <T>(work: () => T): T => {
  try {
    return work();
  } catch (cause) {
    throw faultOf(cause);
  }
};

const faultOf = (cause: unknown): EventFault => {
  const fault = new EventFault(cause instanceof Error ? cause.constructor.name : typeof cause);
  if (cause instanceof Error) fault.stack = `${String(fault)}\n${framesOf(cause)}`;
  return fault;
};

/** The lines of a stack that are places; the first ones repeat the message. */
const framesOf = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
