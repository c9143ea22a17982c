import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from './schema.ts';

/** The schema as text, sorted: what `schema/schema.graphql` must be. */
export const printedSchema = (): string => `${printSchema(lexicographicSortSchema(schema))}\n`;
