import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeGlobalId } from '#api/global-id.ts';
import { createMemoryApi, type MemoryApi } from '../../support/memory-api.ts';

const LOG = `query ($first: Int, $after: Cursor, $filter: AuditFilter) {
  auditLog(first: $first, after: $after, filter: $filter) { edges { cursor node { sequence action } } pageInfo { hasNextPage endCursor } }
}`;
type Log = {
  readonly auditLog: {
    readonly edges: readonly { readonly node: { readonly sequence: number } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
};

describe('the audit log', () => {
  let api: MemoryApi;
  beforeEach(async () => {
    api = await createMemoryApi();
    const entries = ['query', 'createApiKey', 'query', 'updateRule', 'query'].map((action) => ({
      actor: 'USER:u1:ada',
      action,
      target: null,
      outcome: 'OK' as const,
      details: { fields: ['a'] },
    }));
    await api.ports.auditLog.append(entries);
  });
  afterEach(() => api[Symbol.asyncDispose]());

  const page = async (variables: object) => {
    const { data, errors } = await api.ask(LOG, { ...variables });
    expect(errors).toBeUndefined();
    const { edges, pageInfo } = (data as Log).auditLog;
    return { sequences: edges.map(({ node }) => node.sequence), ...pageInfo };
  };

  it('is read the newest first, page by page', async () => {
    const first = await page({ first: 2 });
    expect(first).toMatchObject({ sequences: [5, 4], hasNextPage: true });
    expect(await page({ first: 3, after: first.endCursor })).toMatchObject({ sequences: [3, 2, 1], hasNextPage: false });
    expect(await page({ filter: { action: ['createApiKey', 'updateRule'] } })).toMatchObject({ sequences: [4, 2] });
  });

  it('has everything of an entry, which is found by its id', async () => {
    const fields = 'sequence at actor action target operationName outcome durationMs details previousHash hash';
    const id = encodeGlobalId('AuditEntry', 1);
    const { data } = await api.ask(`query ($id: ID!) { node(id: $id) { ... on AuditEntry { ${fields} } } }`, { id });
    const { at, ...entry } = (await api.ports.auditLog.bySequence(1)) ?? { at: new Date(0) };
    expect(data).toEqual({ node: { ...entry, at: at.toISOString() } });
  });

  it.each([
    ['', { ok: true, checked: 5, firstBrokenSequence: null, nextSequence: null }],
    ['(fromSequence: 2, toSequence: 3)', { ok: true, checked: 2, firstBrokenSequence: null }],
    ['(fromSequence: 9)', { ok: true, checked: 0 }],
  ])('is verified%s', async (args, verification) => {
    const { data } = await api.ask(`{ verifyAuditLog${args} { ok checked firstBrokenSequence nextSequence head } }`);
    const { head } = await api.ports.auditLog.bounds();
    expect(data).toMatchObject({ verifyAuditLog: { ...verification, head: `5:${head.hash}` } });
  });

  it.each([
    '{ verifyAuditLog(fromSequence: 0) { ok } }',
    '{ verifyAuditLog(fromSequence: 3, toSequence: 2) { ok } }',
    '{ auditLog(first: 101) { nodes { id } } }',
    '{ auditLog(filter: { target: "\\u0000" }) { nodes { id } } }',
    '{ auditLog(after: "nonsense") { nodes { id } } }',
  ])('says what is wrong with %s', async (query) => {
    expect((await api.ask(query)).errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });
});
