import { type DestinationStream, type LevelWithSilent, type Logger, pino } from 'pino';
import { withoutPersonalData } from './loggable.ts';
import { prettyLine } from './pretty-line.ts';

/**
 * A logger writing one JSON line per message to stderr, so that stdout stays the program's own; `isPretty` writes lines for people instead.
 * Fields are kept by allowlist (see `loggable.ts`), so a careless field shows `[withheld]` rather than personal data.
 */
export const createLogger = ({
  level,
  isPretty = false,
  destination = pino.destination(2),
}: {
  readonly level: LevelWithSilent;
  readonly isPretty?: boolean;
  readonly destination?: DestinationStream;
}): Logger =>
  pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: withoutPersonalData, bindings: withoutPersonalData },
      serializers: { err: (described: unknown) => described }, // Pino's own would describe the description
      hooks: { logMethod: nameErrors },
    },
    isPretty ? { write: (line) => destination.write(prettyLine(line)) } : destination,
  );

// Pino takes the message of an error logged without words of its own; that message may quote data.
function nameErrors(this: Logger, args: Parameters<Logger['info']>, method: (...args: Parameters<Logger['info']>) => void): void {
  const [first, message, ...rest]: readonly unknown[] = args;
  if (typeof first === 'string') return method.apply(this, args);
  const fields = first instanceof Error ? { err: first } : first;
  return method.call(this, fields as object, typeof message === 'string' ? message : 'unexpected error', ...rest);
}
