import { describe, expect, it } from 'vitest';
import { alertCursor } from '#domain/cursor.ts';
import type { Finding, RiskLevel } from '#domain/risk.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import { aFinding } from '../../support/a-finding.ts';
import { anAssessment } from '../../support/an-assessment.ts';
import { aStoredEvent } from '../../support/array-event-reader.ts';
import { NOON } from '../../support/builders.ts';
import { createMemoryApi } from '../../support/memory-api.ts';

const MINUTE_MS = 60_000;
const ALICE = '00000000-0000-4000-8000-000000000001';

const QUERY = `query ($range: TimeRangeInput, $first: Int, $after: Cursor, $last: Int, $before: Cursor, $minLevel: RiskLevel! = HIGH, $filter: AlertFilter) {
  compliance(range: $range) {
    events(first: $first, after: $after, last: $last, before: $before, minLevel: $minLevel, filter: $filter) {
      nodes { event { eventId } } edges { cursor node { score } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount { value isExact }
    }
  }
}`;

type Answer = {
  readonly compliance: {
    readonly events: {
      readonly nodes: readonly { readonly event: { readonly eventId: string } }[];
      readonly edges: readonly { readonly cursor: string; readonly node: { readonly score: number } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly startCursor: string; readonly endCursor: string };
      readonly totalCount: { readonly value: number; readonly isExact: boolean };
    };
  };
};

/** An event of this level, named after it unless told otherwise, so many minutes before noon. */
const judged = (
  level: RiskLevel,
  minutesAgo: number,
  overrides: Partial<StoredEvent> & { readonly findings?: readonly Finding[] } = {},
): StoredEvent => {
  const { findings = [], ...event } = overrides;
  const occurredAt = new Date(NOON.getTime() - minutesAgo * MINUTE_MS);
  return aStoredEvent({ eventId: level, occurredAt, assessment: anAssessment({ level, findings, score: 50 }), ...event });
};

const EVENTS = [judged('LOW', 4), judged('CRITICAL', 3), judged('MEDIUM', 2), judged('HIGH', 1)];

const ask = async (variables: object, events: readonly StoredEvent[] = EVENTS) => {
  await using api = await createMemoryApi({ events, viewers: { alice: ALICE } });
  const { data, errors } = await api.ask(QUERY, { ...variables });
  if (errors) throw errors[0];
  return (data as Answer).compliance.events;
};
const idsOf = ({ nodes }: Awaited<ReturnType<typeof ask>>) => nodes.map(({ event }) => event.eventId);

describe('high-risk events', () => {
  it.each([
    ['HIGH and CRITICAL unless asked otherwise, the newest first', {}, ['HIGH', 'CRITICAL']],
    ['the most critical alone', { minLevel: 'CRITICAL' }, ['CRITICAL']],
    ['every event', { minLevel: 'LOW' }, ['HIGH', 'MEDIUM', 'CRITICAL', 'LOW']],
    ['the stricter of two levels', { minLevel: 'MEDIUM', filter: { minLevel: 'CRITICAL' } }, ['CRITICAL']],
    ['those of a narrower range', { filter: { range: { from: '2026-03-10T11:56:00Z', to: '2026-03-10T11:58:00Z' } } }, ['CRITICAL']],
    ['none beyond the range of the figures', { range: { from: '2026-03-10T11:58:00Z', to: '2026-03-10T12:00:00Z' } }, ['HIGH']],
    ['none of a stranger', { filter: { userId: ['stranger'] } }, []],
  ])('are %s', async (_case, variables, expected) => {
    expect(idsOf(await ask(variables))).toEqual(expected);
  });

  it.each([
    ['rule', { ruleKey: ['second'] }],
    ['kind of risk', { category: ['MINORS'] }],
    ['law', { regulation: ['VPPA'] }],
    ['law of the place', { region: { regulatedBy: ['CCPA'] } }],
    ['viewer', { userId: ['alice'] }],
    ['title', { contentId: ['dune'] }],
  ])('are found by %s, whichever finding says so', async (_case, filter) => {
    const findings = [aFinding(), aFinding({ ruleKey: 'second', category: 'MINORS', regulations: ['VPPA'] })];
    const wanted = judged('HIGH', 1, { eventId: 'wanted', findings, region: 'US-CA', viewerId: ALICE, contentId: 'dune' });
    const failed = aFinding({ ruleKey: 'second', category: 'MINORS', regulations: ['VPPA'], error: 'TypeError' });
    expect(idsOf(await ask({ filter }, [wanted, judged('HIGH', 2, { findings: [failed] })]))).toEqual(['wanted']);
  });

  it('are walked by cursors, and counted', async () => {
    const events = Array.from({ length: 5 }, (_, i) => judged('HIGH', i, { eventId: `e${i}` }));
    const first = await ask({ first: 2 }, events);
    const second = await ask({ first: 2, after: first.pageInfo.endCursor }, events);
    const back = await ask({ last: 1, before: second.pageInfo.startCursor }, events);
    expect([first, second, back].map(idsOf)).toEqual([['e0', 'e1'], ['e2', 'e3'], ['e1']]);
    expect([first.edges[0]?.node.score, first.totalCount, first.pageInfo.hasNextPage]).toEqual([50, { value: 5, isExact: true }, true]);
  });

  it.each([
    ['a cursor of alerts', { after: alertCursor.encode(1) }],
    ['more than 100 at once', { first: 101 }],
    ['a region that is none', { filter: { region: { in: ['UK'] } } }],
  ])('are refused for %s', async (_case, variables) => {
    await using api = await createMemoryApi();
    const { errors } = await api.ask(QUERY, { ...variables });
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });
});
