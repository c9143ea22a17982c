import { GraphQLError } from 'graphql';
import { builder } from '#api/builder.ts';

builder.scalarType('Date', {
  description: 'Calendar date, YYYY-MM-DD; as input its day in UTC.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  coerceInputValue: (value) => {
    const day = typeof value === 'string' && DATE.test(value) ? new Date(`${value}T00:00:00Z`) : null;
    // 2026-02-30 is read as a day of March.
    if (day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(String(value))) return day;
    throw new GraphQLError('Date must be a day of the calendar, YYYY-MM-DD.');
  },
  coerceOutputValue: (day) => day,
});

const DATE = /^\d{4}-\d{2}-\d{2}$/;
