import { describe, expect, it } from 'vitest';
import { eventCursor } from '#domain/cursor.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import { aFinding } from '../../support/a-finding.ts';
import { anAssessment } from '../../support/an-assessment.ts';
import { aStoredEvent } from '../../support/array-event-reader.ts';
import { createMemoryApi, NOW } from '../../support/memory-api.ts';

const DAY_MS = 86_400_000;
const ALICE = '00000000-0000-4000-8000-000000000001';
const BOB = '00000000-0000-4000-8000-000000000002';

const QUERY = `query ($filter: EventFilter, $after: Cursor) { events(filter: $filter, after: $after) { nodes { eventId } } }`;

const found = (eventId: string, findings: readonly Partial<Parameters<typeof aFinding>[0]>[]): StoredEvent =>
  aStoredEvent({ eventId, assessment: anAssessment({ findings: findings.map(aFinding) }) });

const EVENTS: readonly StoredEvent[] = [
  aStoredEvent({ eventId: 'alice-nl', viewerId: ALICE, contentId: 'dune', errorCode: 'DRM', isConsentAllowed: true }),
  aStoredEvent({ eventId: 'bob-us', viewerId: BOB, contentId: 'heat', region: 'US', isConsentAllowed: false }),
  aStoredEvent({ eventId: 'nobody', viewerId: null, contentId: null, region: 'US-CA', score: 70 }),
];

const ask = async (filter: object, events: readonly StoredEvent[] = EVENTS): Promise<readonly string[]> => {
  await using api = await createMemoryApi({ events, viewers: { alice: ALICE, bob: BOB } });
  const { data, errors } = await api.ask(QUERY, { filter });
  if (errors) throw errors[0];
  const page = data as { readonly events: { readonly nodes: readonly { readonly eventId: string }[] } };
  return page.events.nodes.map(({ eventId }) => eventId).toSorted();
};

const ALL = ['alice-nl', 'bob-us', 'nobody'];

describe('a filter of events', () => {
  it.each([
    ['nothing', {}, ALL],
    ['both of a list', { contentId: ['dune', 'heat'] }, ['alice-nl', 'bob-us']],
    ['every condition', { contentId: ['dune', 'heat'], region: { in: ['US'] } }, ['bob-us']],
    ['none of a title, nameless ones included', { not: { contentId: ['dune'] } }, ['bob-us', 'nobody']],
    ['either filter', { or: [{ contentId: ['dune'] }, { minScore: 70 }] }, ['alice-nl', 'nobody']],
    ['each filter', { and: [{ contentId: ['dune', 'heat'] }, { not: { userId: ['alice'] } }] }, ['bob-us']],
    ['its own conditions beside nested ones', { region: { within: ['US'] }, not: { minScore: 70 } }, ['bob-us']],
    ['people at any depth', { or: [{ userId: ['alice'] }, { and: [{ not: { not: { userId: ['bob'] } } }] }] }, ['alice-nl', 'bob-us']],
    ['anybody but a stranger', { not: { userId: ['stranger'] } }, ALL],
    ['permission', { consentAllowed: true }, ['alice-nl']],
    ['refusal', { consentAllowed: false }, ['bob-us']],
    ['all but what is known to be permitted', { not: { consentAllowed: true } }, ['bob-us', 'nobody']],
    ['no value of an empty list', { contentId: [] }, []],
    ['none of no filters', { or: [] }, []],
    ['all of no filters', { and: [] }, ALL],
    ['not everything', { not: {} }, []],
    ['anything for null', { contentId: null, and: null, or: null, not: null, region: null, range: null }, ALL],
    ['an error', { errorCode: ['DRM'] }, ['alice-nl']],
  ])('asks for %s', async (_case, filter, expected) => {
    expect(await ask(filter)).toEqual(expected);
  });

  it('finds findings of a rule, but not where the rule failed', async () => {
    const events = [
      found('seen', [{ ruleKey: 'multi-ip' }]),
      found('failed', [{ ruleKey: 'multi-ip', error: 'TypeError' }]),
      found('other', [{ ruleKey: 'multi-region' }]),
    ];
    expect(await ask({ ruleKey: ['multi-ip'] }, events)).toEqual(['seen']);
  });

  it('looks up viewers and devices once each, however many filters name them', async () => {
    await using api = await createMemoryApi({ events: EVENTS, viewers: { alice: ALICE, bob: BOB } });
    const names = [{ userId: ['alice'] }, { userId: ['bob', 'alice'] }, { not: { userId: ['carol'], deviceId: ['tv'] } }];
    await api.ask(QUERY, { filter: { or: names, deviceId: ['tv', 'phone'] } });
    expect(api.reads.filter((read) => read === 'subjects.pseudonyms')).toHaveLength(2);
  });

  it('asks the store for nothing when nothing can meet it, however deep the reason', async () => {
    await using api = await createMemoryApi({ events: EVENTS });
    await api.ask(QUERY, { filter: { minScore: 1, and: [{ or: [{ userId: ['stranger'] }, { contentId: [] }] }] } });
    expect(api.reads).toEqual(['subjects.pseudonyms']);
  });

  it.each([
    ['the last 24 hours where no range is named', {}, ['recent']],
    [
      'any time a nested filter names',
      { and: [{ range: { from: '2026-03-01T00:00:00Z', to: '2026-03-12T00:00:00Z' } }] },
      ['old', 'recent'],
    ],
    ['a range alone', { range: { from: '2026-03-01T00:00:00Z', to: '2026-03-10T00:00:00Z' } }, ['old']],
  ])('is about %s', async (_case, filter, expected) => {
    const old = aStoredEvent({ eventId: 'old', occurredAt: new Date(NOW.getTime() - 3 * DAY_MS) });
    expect(await ask(filter, [old, aStoredEvent({ eventId: 'recent' })])).toEqual(expected);
  });

  it('has no bounds but its own beside a cursor', async () => {
    const old = aStoredEvent({ eventId: 'old', occurredAt: new Date(NOW.getTime() - 3 * DAY_MS) });
    await using api = await createMemoryApi({ events: [old] });
    const after = eventCursor.encode({ score: 0, occurredAt: NOW, key: 'f'.repeat(32) });
    expect((await api.ask(QUERY, { filter: { minScore: 0 }, after })).data).toEqual({ events: { nodes: [{ eventId: 'old' }] } });
  });
});

const at = (eventId: string, region: string, day: string) =>
  aStoredEvent({ eventId, region, occurredAt: new Date(`${day}T12:00:00.000Z`) });

describe('regions under a law', () => {
  const EVER = { range: { from: '2019-12-15T00:00:00Z', to: '2021-01-15T00:00:00Z' } };
  const BREXIT = [
    at('before', 'GB', '2020-12-31'),
    at('after', 'GB', '2021-01-01'),
    at('nl', 'NL', '2021-01-01'),
    at('us', 'US-CA', '2021-01-01'),
  ];

  it.each([
    ['on the day of each event', { regulatedBy: ['GDPR'] }, ['before', 'nl']],
    ['of another law from the day after', { regulatedBy: ['UK_GDPR'] }, ['after']],
    ['of either law', { regulatedBy: ['GDPR', 'UK_GDPR'] }, ['after', 'before', 'nl']],
    ['of a law of a part of a country', { regulatedBy: ['CCPA'] }, ['us']],
    ['of a law of a whole country in its parts', { regulatedBy: ['VPPA'] }, ['us']],
    ['within a country', { within: ['GB'], regulatedBy: ['GDPR'] }, ['before']],
    ['of no law', { regulatedBy: [] }, []],
  ])('are told %s', async (_case, region, expected) => {
    expect(await ask({ ...EVER, region }, BREXIT)).toEqual(expected);
  });

  it('can be excluded: everywhere but the European Economic Area', async () => {
    expect(await ask({ ...EVER, not: { region: { regulatedBy: ['GDPR'] } } }, BREXIT)).toEqual(['after', 'us']);
  });
});

/** A filter within `levels` filters. */
const nested = (levels: number): object => (levels === 0 ? { minScore: 0 } : { not: nested(levels - 1) });

const refusal = async (filter: object): Promise<string | undefined> => {
  await using api = await createMemoryApi();
  const { errors } = await api.ask(QUERY, { filter });
  expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  return errors?.[0]?.message;
};

describe('a filter is refused that', () => {
  it.each([
    ['is nested too deep', nested(5), /5 deep/],
    ['has too many conditions', { or: Array.from({ length: 26 }, () => ({ minScore: 1 })) }, /50 conditions/],
    [
      'has too many conditions of its own and in others',
      { or: Array.from({ length: 10 }, () => ({ minScore: 1, source: ['a'], level: ['LOW'], eventType: ['PLAY'], ruleKey: ['a'] })) },
      /50 conditions/,
    ],
    ['asks for a score beyond 100', { minScore: 101 }, /0 to 100/],
    ['asks deep inside for an event type that is none', { not: { or: [{ eventType: ['SNEEZE'] }] } }, /SNEEZE.*PlaybackEventType/],
    ['asks for an event type in small letters', { eventType: ['play'] }, /use PLAY\./],
    ['names deep inside a region that is none', { not: { or: [{ region: { in: ['EU'] } }] } }, /member state/],
    ['names deep inside a text that no event holds', { and: [{ userId: ['\0'] }] }, /userId/],
  ])('%s', async (_case, filter, message) => {
    expect(await refusal(filter)).toMatch(message);
  });

  it('goes to the limits is not', async () => {
    expect(await ask(nested(4))).toEqual(ALL);
    expect(await ask({ or: Array.from({ length: 25 }, () => ({ minScore: 0 })) })).toEqual(ALL);
  });
});
