import { badUserInput } from '#api/api-error.ts';
import { builder } from '#api/builder.ts';
import { parseInstant } from '#ingest/judging/parse-instant.ts';
import type { Range } from '#store/statistics/statistics-reader.ts';

/** How far back a query over time looks when it names no range. */
export const DEFAULT_RANGE_MS = 24 * 3_600_000;
/** The longest range a query may name. */
export const RANGE_MS_MAX = 400 * 24 * 3_600_000;

/** A range of time as input; `readRange` says whether it is one. */
export const TimeRangeInput = builder.inputType('TimeRangeInput', {
  description: 'A span of time [from, to): `from` belongs to it, `to` does not. At most 400 days, of the years 2000 to 2100.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', required: true, description: 'First instant of the range (UTC).' }),
    to: t.field({ type: 'DateTime', required: true, description: 'First instant after the range (UTC); later than `from`.' }),
  }),
});

/** A span of time as answered. */
export const TimeRange = builder.objectRef<Range>('TimeRange').implement({
  description: 'A span of time [from, to): `from` belongs to it, `to` does not.',
  fields: (t) => ({
    from: t.expose('from', { type: 'DateTime', description: 'First instant of the range (UTC).' }),
    to: t.expose('to', { type: 'DateTime', description: 'First instant after the range (UTC).' }),
  }),
});

/** The range a client named; throws BAD_USER_INPUT when it is none or too long. */
export const readRange = (input: { readonly from: string; readonly to: string }): Range => {
  const range = { from: instant('from', input.from), to: instant('to', input.to) };
  const length = range.to.getTime() - range.from.getTime();
  if (length <= 0) throw badUserInput('A range must end after it begins.');
  if (length > RANGE_MS_MAX) throw badUserInput('A range must not be longer than 400 days.');
  return range;
};

/** The range a client named, or the last 24 hours. */
export const rangeOrDefault = (input: { readonly from: string; readonly to: string } | null | undefined, now: Date): Range =>
  input ? readRange(input) : { from: new Date(now.getTime() - DEFAULT_RANGE_MS), to: now };

/** Nothing was streamed before, and nothing is known of what comes after. */
const EARLIEST_MS = Date.UTC(2000, 0);
const LATEST_MS = Date.UTC(2101, 0);

const instant = (name: string, text: string): Date => {
  const ms = parseInstant(text);
  if (ms !== null && ms >= EARLIEST_MS && ms < LATEST_MS) return new Date(ms);
  throw badUserInput(`\`${name}\` must be an RFC 3339 instant of the years 2000 to 2100, e.g. 2026-03-01T20:15:00Z.`);
};
