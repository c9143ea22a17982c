import { describe, expect, it } from 'vitest';
import { alertCursor } from '#domain/cursor.ts';
import { encodeGlobalId } from '#api/global-id.ts';
import { NOON } from '../../support/builders.ts';
import { createMemoryApi, NOW } from '../../support/memory-api.ts';

const ALERTS = `query ($first: Int, $after: Cursor, $last: Int, $before: Cursor, $filter: AlertFilter) {
  riskAlerts(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    nodes { sequence } pageInfo { hasNextPage hasPreviousPage } headCursor totalCount { value }
  }
}`;

type Page = { readonly riskAlerts: { readonly nodes: readonly { readonly sequence: number }[]; readonly headCursor: string } };
const sequencesOf = ({ riskAlerts }: Page): number[] => riskAlerts.nodes.map(({ sequence }) => sequence);
const upTo = (count: number, from = 1): number[] => Array.from({ length: count }, (_, i) => from + i);

describe('the list of alerts', () => {
  it.each([
    ['the last 25 by default', {}, upTo(25, 16)],
    ['from the end', { last: 2 }, [39, 40]],
    ['from the beginning', { first: 2 }, [1, 2]],
    ['after a cursor', { after: alertCursor.encode(3), first: 2 }, [4, 5]],
    ['after a cursor, 25 by default', { after: alertCursor.encode(3) }, upTo(25, 4)],
    ['before a cursor', { before: alertCursor.encode(10), last: 2 }, [8, 9]],
  ])('ascends by sequence: %s', async (_case, variables, expected) => {
    await using api = await createMemoryApi();
    await api.raise(40);
    expect(sequencesOf((await api.ask(ALERTS, variables)).data as Page)).toEqual(expected);
  });

  it('names the newest position, even when it is empty', async () => {
    await using api = await createMemoryApi();
    const empty = (await api.ask(ALERTS)).data as Page;
    await api.raise(3);
    const filtered = (await api.ask(ALERTS, { filter: { userId: ['never-seen'] } })).data as Page;
    expect([empty.riskAlerts.headCursor, filtered.riskAlerts.headCursor]).toEqual([alertCursor.encode(0), alertCursor.encode(3)]);
  });

  it('covers the last 24 hours, or any time when a cursor is given', async () => {
    await using api = await createMemoryApi();
    await api.raise(1, { raisedAt: new Date(NOW.getTime() - 48 * 3_600_000) });
    await api.raise(1);
    expect(sequencesOf((await api.ask(ALERTS)).data as Page)).toEqual([2]);
    expect(sequencesOf((await api.ask(ALERTS, { after: alertCursor.encode(0) })).data as Page)).toEqual([1, 2]);
  });

  it.each([
    ['level', { minLevel: 'CRITICAL' }],
    ['category', { category: ['PRIVACY'] }],
    ['rule', { ruleKey: ['eu-missing-consent'] }],
    ['region', { region: { within: ['US'] } }],
    ['law that findings rest on', { regulation: ['VPPA', 'GDPR'] }],
    ['law that applies where it happened', { region: { regulatedBy: ['CCPA'] } }],
    ['viewer', { userId: ['alice'] }],
    ['title', { contentId: ['title-9'] }],
    ['range', { range: { from: '2026-03-10T12:01:00Z', to: '2026-03-10T12:02:00Z' } }],
  ])('is filtered by %s', async (_case, filter) => {
    await using api = await createMemoryApi({ viewers: { alice: 'viewer-9' } });
    await api.raise(1);
    await api.raise(1, {
      level: 'CRITICAL',
      categories: ['PRIVACY', 'ACCOUNT'],
      ruleKey: 'eu-missing-consent',
      region: 'US-CA',
      findings: [{ ...aFinding, regulations: ['VPPA'] }],
      viewerId: 'viewer-9',
      contentId: 'title-9',
      raisedAt: new Date(NOON.getTime() + 60_000),
    });
    expect(sequencesOf((await api.ask(ALERTS, { filter })).data as Page)).toEqual([2]);
  });
});

describe('the list of alerts', () => {
  it.each([{ contentId: ['a\0'] }, { ruleKey: ['\0'] }, { range: { from: '0001-01-01T00:00:00Z', to: '0001-01-02T00:00:00Z' } }])(
    'is refused for %j, which cannot be meant',
    async (filter) => {
      await using api = await createMemoryApi();
      const { errors } = await api.ask(ALERTS, { filter });
      expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
    },
  );
});

describe('an alert', () => {
  it('is found by its id, with its references read once each', async () => {
    await using api = await createMemoryApi();
    await api.raise(3, { contentId: 'title-1', findings: [aFinding] });
    const query = `query ($id: ID!) { riskAlert(id: $id) { sequence event { id } content { contentId } region { name }
      findings { rule { key name } points citations { label } } } }`;
    const { data } = await api.ask(query, { id: encodeGlobalId('RiskAlert', 2) });
    expect(data?.['riskAlert']).toMatchObject({
      sequence: 2,
      event: null,
      content: { contentId: 'title-1' },
      region: { name: 'Netherlands, Kingdom of the' },
      findings: [{ rule: { key: 'multi-region' }, points: 35 }],
    });
    expect(api.reads).toEqual(['alertLog.bySequence', 'events.byKeys']);
  });

  it('is refused by the id of something else', async () => {
    await using api = await createMemoryApi();
    const { errors } = await api.ask('query ($id: ID!) { riskAlert(id: $id) { id } }', { id: encodeGlobalId('Rule', 'multi-region') });
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });
});

const aFinding = {
  ruleKey: 'multi-region',
  category: 'ACCOUNT',
  points: 35,
  observed: '4 regions',
  threshold: '2 regions',
  explanation: 'Four regions within an hour.',
  regulations: [],
  error: null,
} as const;
