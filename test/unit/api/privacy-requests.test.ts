import { describe, expect, it } from 'vitest';
import { aPrivacyRequest } from '../../support/array-privacy-desk.ts';
import { createMemoryApi, NOW } from '../../support/memory-api.ts';

const SUBMIT = `mutation ($input: SubmitPrivacyRequestInput!) { submitPrivacyRequest(input: $input) {
  request { kind status regulation receivedAt dueAt export receipt { auditSequence } } errors { __typename ... on UserError { path } } } }`;
const INPUT = { kind: 'ERASURE', userId: 'anna', region: 'US-CA', externalReference: 'ticket-7' };
const LIST = `query ($overdue: Boolean, $after: Cursor) { privacyRequests(first: 1, overdue: $overdue, after: $after) {
  nodes { externalReference export receipt { erasedAt affectedRecords auditSequence } } pageInfo { hasNextPage endCursor } } }`;

describe('submitPrivacyRequest', () => {
  it('answers until when the law wants an answer, and which law that is', async () => {
    await using api = await createMemoryApi();
    const { data } = await api.ask(SUBMIT, { input: INPUT });
    const dueAt = new Date(NOW.getTime() + 45 * 86_400_000).toISOString();
    const request = {
      kind: 'ERASURE',
      status: 'RECEIVED',
      regulation: 'CCPA',
      receivedAt: NOW.toISOString(),
      dueAt,
      export: null,
      receipt: null,
    };
    expect(data).toEqual({ submitPrivacyRequest: { request, errors: [] } });
    expect((await api.ask(SUBMIT, { input: INPUT })).data).toEqual(data);
  });

  it.each([
    ['a region that is none', { region: 'EU' }, 'InvalidInputError', 'region'],
    ['an empty reference', { externalReference: '' }, 'InvalidInputError', 'externalReference'],
    ['an id that cannot be stored', { userId: 'a\0b' }, 'InvalidInputError', 'userId'],
    ['a reference that stands for something else', { kind: 'ACCESS', externalReference: 'ticket-1' }, 'ConflictError', 'externalReference'],
  ])('refuses %s', async (_what, input, __typename, field) => {
    await using api = await createMemoryApi({ privacyRequests: [aPrivacyRequest({ kind: 'OPT_OUT' })] });
    const { data } = await api.ask(SUBMIT, { input: { ...INPUT, ...input } });
    expect(data).toEqual({ submitPrivacyRequest: { request: null, errors: [{ __typename, path: [field] }] } });
  });
});

describe('privacyRequests', () => {
  it('shows receipts of erasures and exports of accesses once they are completed, page by page', async () => {
    const done = { status: 'COMPLETED', completedAt: NOW, affectedRecords: 12, auditSequence: 34 } as const;
    const open = aPrivacyRequest({ externalReference: 'open' });
    const erased = aPrivacyRequest({ ...done, id: '00000000-0000-4000-8000-0000000000ab', kind: 'ERASURE', externalReference: 'erased' });
    const told = aPrivacyRequest({ ...done, id: '00000000-0000-4000-8000-0000000000ac', externalReference: 'told' });
    const exports = Object.fromEntries([open, erased, told].map(({ id }) => [id, '{"identity":{}}']));
    const pageOf = async (request: ReturnType<typeof aPrivacyRequest>, overdue = false) => {
      await using api = await createMemoryApi({ privacyRequests: [request], exports });
      return (await api.ask(LIST, { overdue })).data?.['privacyRequests'];
    };
    const receipt = { erasedAt: NOW.toISOString(), affectedRecords: 12, auditSequence: 34 };
    expect(await pageOf(open, true)).toMatchObject({ nodes: [{ externalReference: 'open', export: null, receipt: null }] });
    expect(await pageOf(erased)).toMatchObject({ nodes: [{ export: null, receipt }], pageInfo: { hasNextPage: false } });
    expect(await pageOf(told)).toMatchObject({ nodes: [{ export: { identity: {} }, receipt: null }] });
    expect(await pageOf(told, true)).toMatchObject({ nodes: [] });
  });

  it('refuses a cursor of another list', async () => {
    await using api = await createMemoryApi();
    expect((await api.ask(LIST, { after: 'x' })).errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });
});
