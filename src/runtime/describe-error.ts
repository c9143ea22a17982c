const CAUSES_MAX = 5;
const SQLSTATE = /^(?=.*\d)[0-9A-Z]{5}$/;

/** An error as it may be logged. */
export type ErrorDescription = {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack: string;
  readonly cause?: ErrorDescription;
};

/** Says what an error was without quoting data: a database's own message carries values and whole statements, so its code and place stand for it. */
export const describeError = (error: Error, depth = 1): ErrorDescription => {
  const code = textOf(error, 'code');
  return {
    type: error.name,
    message: code !== undefined && SQLSTATE.test(code) ? databaseMessage(error, code) : error.message,
    ...(code === undefined ? {} : { code }),
    stack: framesOf(error),
    ...(error.cause instanceof Error && depth < CAUSES_MAX ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
};

const databaseMessage = (error: Error, code: string): string => {
  const place = ['table', 'column', 'constraint', 'routine'].flatMap((name) => {
    const value = textOf(error, name);
    return value === undefined ? [] : [`${name} ${value}`];
  });
  return `SQLSTATE ${code}${place.length > 0 ? ` (${place.join(', ')})` : ''}`;
};

// The first lines of a stack repeat the message.
const framesOf = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');

const textOf = (error: Error, property: string): string | undefined => {
  const value: unknown = Reflect.get(error, property);
  return typeof value === 'string' ? value : undefined;
};
