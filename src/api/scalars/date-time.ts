import { builder } from '#api/builder.ts';
import { boundedText } from './bounded-text.ts';

/** Characters of a DateTime accepted as input. */
const LENGTH_MAX = 64;

builder.scalarType('DateTime', {
  description:
    'RFC 3339 instant, emitted in UTC with milliseconds, e.g. 2026-03-01T20:15:00.000Z. In the time of an event any text is taken here and judged with that event.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  coerceInputValue: boundedText('DateTime', LENGTH_MAX),
  coerceOutputValue: (instant) => instant.toISOString(),
});
