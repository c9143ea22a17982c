import { hash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { EventsDocument, FollowRiskAlertsDocument, IngestEventsDocument } from '#client/generated/graphql.ts';
import { openPersistedOperations } from '#http/persisted/persisted-operations.ts';
import { alertCursor } from '#domain/cursor.ts';
import { type MemoryServer, startMemoryServer } from '../../support/memory-server.ts';

const hashOf = ({ __meta__ }: { readonly __meta__?: Record<string, unknown> | undefined }): string => String(__meta__?.['hash']);
const EVENTS = hashOf(EventsDocument);
const UNPUBLISHED = '{ pipeline { lagMs } }';
const ONLY = { persisted: { isRequired: true, file: null } };

type Answer = {
  readonly data?: object;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
};
type Told = {
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly data: object | undefined;
};

const tell = async (response: Response): Promise<Told> => {
  const { data, errors } = (await response.json()) as Answer;
  return { status: response.status, code: errors?.[0]?.extensions.code, message: errors?.[0]?.message, data };
};
const post = async (body: object): Promise<Told> => {
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
  return tell(await fetch(`${server.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) }));
};

let server: MemoryServer;
afterEach(() => server?.[Symbol.asyncDispose]());

describe('a published operation', () => {
  it.each([
    ['as `documentId`', { documentId: EVENTS }],
    ['as `documentId` without the name of the algorithm', { documentId: EVENTS.replace('sha256:', '') }],
    ['as Apollo and urql send it', { extensions: { persistedQuery: { version: 1, sha256Hash: EVENTS } } }],
    ['with an empty text', { query: '', documentId: EVENTS }],
    ['with another text, which is not looked at', { query: '{ nonsense', documentId: EVENTS }],
  ])('is executed by its hash alone, %s', async (_case, operation) => {
    for (const options of [{}, ONLY]) {
      server = await startMemoryServer({}, options);
      expect(await post({ ...operation, variables: { first: 1 } })).toMatchObject({ status: 200, data: { events: { nodes: [] } } });
      await server[Symbol.asyncDispose]();
    }
  });

  it('is executed by GET, and in an array', async () => {
    server = await startMemoryServer({}, ONLY);
    const extensions = encodeURIComponent(JSON.stringify({ persistedQuery: { sha256Hash: EVENTS } }));
    const headers = { accept: 'application/graphql-response+json' };
    expect((await tell(await fetch(`${server.url}/graphql?extensions=${extensions}`, { headers }))).data).toMatchObject({ events: {} });
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ documentId: EVENTS }, { query: UNPUBLISHED }]),
    });
    expect(await response.json()).toMatchObject([
      { data: { events: {} } },
      { errors: [{ extensions: { code: 'PERSISTED_OPERATION_REQUIRED' } }] },
    ]);
  });

  it('does not change anything by GET', async () => {
    server = await startMemoryServer({}, ONLY);
    const extensions = encodeURIComponent(JSON.stringify({ persistedQuery: { sha256Hash: hashOf(IngestEventsDocument) } }));
    const response = await fetch(
      `${server.url}/graphql?extensions=${extensions}&variables=${encodeURIComponent('{"input":{"events":[]}}')}`,
    );
    expect([response.status, server.api.batches]).toEqual([405, []]);
  });

  it('is followed over WebSocket', async () => {
    server = await startMemoryServer({}, ONLY);
    await server.api.raise(1);
    const client = createClient({ url: `${server.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 });
    const extensions = { persistedQuery: { version: 1, sha256Hash: hashOf(FollowRiskAlertsDocument) } };
    const messages = client.iterate({ query: '', variables: { after: alertCursor.encode(0) }, extensions });
    expect((await messages.next()).value).toMatchObject({ data: { riskAlerts: { alert: { sequence: 1 } } } });
    await messages.return?.();
    const refused = client.iterate({ query: UNPUBLISHED });
    await expect(refused.next()).rejects.toMatchObject([{ extensions: { code: 'PERSISTED_OPERATION_REQUIRED' } }]);
    await client.dispose();
  });
});

describe('an operation that is not published', () => {
  it.each([
    ['by its text', { query: UNPUBLISHED }],
    ['by a hash nobody knows', { documentId: `sha256:${'0'.repeat(64)}` }],
    ['by a hash nobody knows with its text', { query: UNPUBLISHED, documentId: '0'.repeat(64) }],
    ['as introspection', { query: '{ __schema { types { name } } }' }],
    ['without anything', { variables: {} }],
    ['with a hash that is no text', { query: UNPUBLISHED, documentId: 7, extensions: { persistedQuery: [] } }],
  ])('is refused %s where published ones are required', async (_case, operation) => {
    server = await startMemoryServer({}, ONLY);
    expect(await post(operation)).toMatchObject({ status: 400, code: 'PERSISTED_OPERATION_REQUIRED' });
  });

  it.each([
    ['is executed by its text', { query: UNPUBLISHED }, { status: 200, data: { pipeline: { lagMs: 12.5 } } }],
    ['is executed by its text, whatever its hash', { query: UNPUBLISHED, documentId: 'sha256:0' }, { status: 200, data: {} }],
    [
      'is asked for once more where only its hash is given, in the words clients know',
      { documentId: 'sha256:0' },
      { status: 400, message: 'PersistedQueryNotFound' },
    ],
    ['is missed where nothing is given', { variables: {} }, { status: 400, code: 'BAD_USER_INPUT' }],
  ])('%s elsewhere', async (_case, operation, expected) => {
    server = await startMemoryServer();
    expect(await post(operation)).toMatchObject(expected);
  });
});

const withFile = async (content: string, use: (file: string) => Promise<void> | void): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'playguard-manifest-'));
  const file = join(folder, 'operations.json');
  await writeFile(file, content);
  try {
    await use(file);
  } finally {
    await rm(folder, { recursive: true });
  }
};

describe('a manifest of other operations', () => {
  const sha256 = hash('sha256', UNPUBLISHED, 'hex');

  it('adds to those that are published', async () => {
    await withFile(JSON.stringify({ [`sha256:${sha256}`]: UNPUBLISHED }), async (file) => {
      server = await startMemoryServer({}, { persisted: { isRequired: true, file } });
      expect(await post({ documentId: sha256 })).toMatchObject({ data: { pipeline: { lagMs: 12.5 } } });
      expect(await post({ documentId: EVENTS })).toMatchObject({ data: { events: {} } });
    });
  });

  it.each([
    ['is no JSON', '{', 'cannot be read'],
    ['holds something else', '[1]', 'no manifest'],
    ['names texts otherwise', JSON.stringify({ mine: UNPUBLISHED }), 'no manifest'],
    ['has another text under a hash', JSON.stringify({ [sha256]: '{ __typename }' }), 'another text'],
  ])('that %s is refused at the start', async (_case, content, message) => {
    await withFile(content, (file) => {
      expect(() => openPersistedOperations({ isRequired: false, file })).toThrow(message);
    });
  });

  it('that is not there is refused at the start', () => {
    expect(() => openPersistedOperations({ isRequired: false, file: '/nowhere/operations.json' })).toThrow('cannot be read');
  });
});
