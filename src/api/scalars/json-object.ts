import { GraphQLError } from 'graphql';
import { builder } from '#api/builder.ts';

builder.scalarType('JSONObject', {
  description: 'Free-form JSON object. As input at most 8 KiB and 5 levels deep, judged with the event that carries it.',
  coerceInputValue: jsonObject,
  coerceOutputValue: jsonObject,
});

function jsonObject(value: unknown): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  throw new GraphQLError('JSONObject must be a JSON object.');
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
