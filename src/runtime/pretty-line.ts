/** One of our JSON log lines as a line for people: time, level, message, then the fields; an error's stack follows on lines of its own. */
export const prettyLine = (line: string): string => {
  const { time, level, msg, pid: _pid, err, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const words = [String(time).slice(11, 19), String(level).toUpperCase().padEnd(5), String(msg), ...Object.entries(fields).map(fieldText)];
  return `${words.join(' ')}${errorText(err)}\n`;
};

const fieldText = ([name, value]: readonly [string, unknown]): string =>
  `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`;

const errorText = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return '';
  const { type, message, stack, cause } = error as Record<string, unknown>;
  const reason = errorText(cause);
  return `\n  ${String(type)}: ${String(message)}\n${String(stack)}${reason === '' ? '' : `\n  caused by${reason}`}`;
};
