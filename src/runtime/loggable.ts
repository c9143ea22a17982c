import { describeError } from './describe-error.ts';

const WITHHELD = '[withheld]';
const DEPTH_MAX = 3;

/** Fields whose text may be logged: words of the program, never of a client. Add a name here when its values are bounded and nobody's. */
const TEXT_FIELDS: ReadonlySet<string> = new Set(
  `address host hostname port protocol connection service role mode part component version
   path source group level state status kind code name reason signal policy durability migration migrations partition
   requestId accountId entryId reader consumer worker stream shard table channel command
   operationName operationType ruleKey rulesetVersion setting settings task step`.split(/\s+/),
);

/** The fields of a log line as they may be written: numbers, booleans and dates as they are, text only under an allowed name, errors described. */
export const withoutPersonalData = (fields: object): Record<string, unknown> => keptFields(fields, 1);

const keptFields = (fields: object, depth: number): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, kept(name, value, depth)]));

const kept = (name: string, value: unknown, depth: number): unknown => {
  if (isHarmless(value)) return value;
  if (typeof value === 'string') return TEXT_FIELDS.has(name) ? value : WITHHELD;
  if (value instanceof Error) return describeError(value);
  if (typeof value !== 'object' || value === null || depth >= DEPTH_MAX) return WITHHELD;
  return Array.isArray(value) ? value.map((item) => kept(name, item, depth + 1)) : keptFields(value, depth + 1);
};

const isHarmless = (value: unknown): boolean =>
  value === null || ['undefined', 'number', 'boolean'].includes(typeof value) || value instanceof Date;
