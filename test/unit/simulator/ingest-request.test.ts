import { readFileSync } from 'node:fs';
import { buildSchema, getVariableValues, Kind, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { createTraffic } from '#simulator/create-traffic.ts';
import { ingestRequest } from '#simulator/ingest-request.ts';

it('the request names its operation by the hash of the manifest, too', () => {
  const manifest = JSON.parse(readFileSync('src/client/generated/persisted-documents.json', 'utf8')) as Record<string, string>;
  const { extensions } = JSON.parse(ingestRequest({ batchId: 'b1', events: [] }, new Date())) as {
    extensions: { persistedQuery: { sha256Hash: string } };
  };
  expect(manifest[extensions.persistedQuery.sha256Hash]).toContain('mutation IngestEvents');
});

it('the request and its events fit the published schema', () => {
  const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
  const now = new Date('2026-01-02T12:34:56.000Z');
  const events = createTraffic({ seed: 1, viewers: 100, startedAt: now }).take(1000).toArray();
  const request = JSON.parse(ingestRequest({ batchId: 'b1', events }, now)) as { query: string; variables: Record<string, unknown> };
  const document = parse(request.query);
  expect(validate(schema, document)).toEqual([]);
  const [operation] = document.definitions;
  const definitions = operation?.kind === Kind.OPERATION_DEFINITION ? (operation.variableDefinitions ?? []) : [];
  expect(definitions).toHaveLength(1);
  expect(getVariableValues(schema, definitions, request.variables)).not.toHaveProperty('errors');
});
