import { isInterfaceType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ANONYMOUS } from '#access/principal.ts';
import { encodeGlobalId } from '#api/global-id.ts';
import { schema } from '#api/schema.ts';
import { guardOf, scopesOf } from '#api/scopes/guard.ts';
import { eventCursor } from '#domain/cursor.ts';
import { eventKey } from '#domain/event-key.ts';
import { type Scope, SCOPES } from '#domain/scope.ts';
import { createExampleTabs } from '#http/example-tabs.ts';
import { anAssessment } from '../../support/an-assessment.ts';
import { aPrincipal } from '../../support/a-principal.ts';
import { anApiKey } from '../../support/an-api-key.ts';
import { aPrivacyRequest } from '../../support/array-privacy-desk.ts';
import { aStoredEvent } from '../../support/array-event-reader.ts';
import { aSession } from '../../support/array-session-reader.ts';
import { NOON } from '../../support/builders.ts';
import { createMemoryApi, NOW } from '../../support/memory-api.ts';

/** A caller who may do everything but this. */
const without = (...missing: readonly Scope[]) => aPrincipal({ scopes: new Set(SCOPES.filter((scope) => !missing.includes(scope))) });
/** A caller who is known and may do nothing. */
const KNOWN = without(...SCOPES);

const codesOf = (errors: readonly { readonly extensions: Readonly<Record<string, unknown>> }[] = []) => [
  ...new Set(errors.map(({ extensions }) => extensions['code'])),
];

const VIEWER = '00000000-0000-4000-8000-000000000001';
const event = aStoredEvent({ viewerId: VIEWER });
const MODEL = { version: 3, trainedAt: NOON, trainedOn: 4_000, featureNames: ['devices'], threshold: 0.61, seed: 7 };

const { key: KEY } = anApiKey();

/** One thing of every type that has an id. */
const NODES: Readonly<Record<string, string>> = {
  AnomalyModel: '3',
  ApiKey: KEY.keyId,
  AuditEntry: '1',
  Content: 'title-1',
  Device: '00000000-0000-4000-8000-000000000002',
  PlaybackEvent: eventKey(event.source, event.eventId),
  PlaybackSession: JSON.stringify(['demo', 'session-1']),
  PrivacyRequest: '00000000-0000-4000-8000-0000000000aa',
  Region: 'NL',
  RiskAlert: '1',
  RiskAssessment: eventKey(event.source, event.eventId),
  Rule: 'multi-region',
  Viewer: VIEWER,
};

const openApi = () =>
  createMemoryApi({
    privacyRequests: [aPrivacyRequest()],
    events: [event],
    sessions: [aSession()],
    anomalyModel: MODEL,
    apiKeys: [KEY],
    viewers: { anna: VIEWER },
  });

describe('what is found by its id', () => {
  const node = schema.getType('Node');
  const types = isInterfaceType(node) ? schema.getPossibleTypes(node) : [];
  const ASK = 'query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }';

  it.each(types.map((type) => [type.name, scopesOf(guardOf(type.extensions['pothosOptions']) ?? {})] as const))(
    '%s needs %j',
    async (name, scopes) => {
      await using api = await openApi();
      await api.raise(1);
      await api.ports.auditLog.append([{ actor: 'USER:u1:ada', action: 'query', target: null, outcome: 'OK', details: null }]);
      const id = encodeGlobalId(name, NODES[name] ?? 'a row of NODES');
      const nothing = { node: null, nodes: [null] };
      expect((await api.ask(ASK, { id })).data).toEqual({ node: { id }, nodes: [{ id }] });
      api.reads.length = 0;
      const anonymous = await api.ask(ASK, { id }, ANONYMOUS);
      expect([anonymous.data, codesOf(anonymous.errors)]).toEqual([null, ['UNAUTHENTICATED']]);
      if (scopes.length === 0) return;
      const unscoped = await api.ask(ASK, { id }, without(...scopes));
      expect([unscoped.data, codesOf(unscoped.errors), unscoped.errors?.length]).toEqual([nothing, ['FORBIDDEN'], 2]);
      expect(api.reads).toEqual([]);
    },
  );

  it('keeps what is allowed where others of the list are not, and says no more of those that are not there', async () => {
    await using api = await openApi();
    const ids = [encodeGlobalId('Region', 'NL'), encodeGlobalId('RiskAlert', '999'), encodeGlobalId('Viewer', VIEWER)];
    const { data, errors } = await api.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids }, without('RISK_READ'));
    expect(data).toEqual({ nodes: [{ id: ids[0] }, null, { id: ids[2] }] });
    expect(errors?.map(({ path, message }) => [path, message])).toEqual([
      [['nodes', 1], 'RiskAlert needs RISK_READ, which your credential does not have.'],
    ]);
  });
});

describe('a field that leads to data of another scope', () => {
  it.each([
    ['RISK_READ', '{ viewer(userId: "anna") { pseudonym risk { score } } }', 'viewer.risk'],
    ['PRIVACY_READ', '{ viewer(userId: "anna") { pseudonym preferences { doNotTrack } } }', 'viewer.preferences'],
    ['RISK_READ', '{ events(first: 1) { nodes { eventId assessment { score } } } }', 'events.nodes.0.assessment'],
    ['STATS_READ', '{ content(contentId: "title-1") { contentId stats { plays } } }', 'content.stats'],
    ['EVENTS_READ', '{ content(contentId: "title-1") { contentId events { nodes { id } } stats { plays } } }', 'content.events'],
    ['EVENTS_READ', '{ riskAlerts { nodes { title viewer { pseudonym } region { code } } } }', 'riskAlerts.nodes.0.viewer'],
  ] as const)('without %s is null and FORBIDDEN, and leaves the rest: %s', async (scope, query, path) => {
    await using api = await openApi();
    await api.raise(1, { viewerId: VIEWER });
    const whole = await api.ask(query);
    const { data, errors } = await api.ask(query, {}, without(scope));
    const at = (answer: unknown) => path.split('.').reduce((part, key) => (part as Record<string, unknown> | null)?.[key], answer);
    expect([whole.errors, at(whole.data)]).toEqual([undefined, expect.anything()]);
    expect(errors?.map((error) => [error.path?.join('.'), error.extensions['code']])).toEqual([[path, 'FORBIDDEN']]);
    expect(at(data)).toBeNull();
    expect(JSON.stringify(data)).toBe(JSON.stringify(whole.data).replace(JSON.stringify(at(whole.data)), 'null'));
  });
});

describe('who may not see a score, a rule or a consent', () => {
  it.each([
    ['RISK_READ', 'events(filter: { minScore: 1 })'],
    ['RISK_READ', 'events(filter: { or: [{ eventType: ["PLAY"] }, { not: { level: [LOW] } }] })'],
    ['RISK_READ', 'events(filter: { and: [{ ruleKey: ["multi-region"] }] })'],
    ['RISK_READ', 'events(orderBy: { field: SCORE, direction: DESC })'],
    ['PRIVACY_READ', 'events(filter: { consentAllowed: true })'],
    ['RISK_READ', 'viewer(userId: "anna") { events(filter: { minScore: 1 }) { nodes { id } } }'],
  ] as const)('without %s cannot ask for it by a filter or an order: %s', async (scope, asked) => {
    await using api = await openApi();
    const query = `{ ${asked} ${asked.startsWith('events') ? '{ nodes { id } }' : ''} }`;
    expect((await api.ask(query)).errors).toBeUndefined();
    expect(codesOf((await api.ask(query, {}, without(scope))).errors)).toEqual(['FORBIDDEN']);
  });

  it('gets cursors that do not hold the score, and goes on with them', async () => {
    const events = [80, 20].map((score, i) => aStoredEvent({ eventId: `e${i}`, assessment: anAssessment({ score }) }));
    await using api = await createMemoryApi({ events });
    const caller = without('RISK_READ');
    const query = 'query ($after: Cursor) { events(first: 1, after: $after) { nodes { eventId } pageInfo { endCursor } } }';
    type Answer = { events: { nodes: readonly { eventId: string }[]; pageInfo: { endCursor: string } } };
    const [first, whole] = [await api.ask(query, {}, caller), await api.ask(query)].map(
      ({ data }) => (data as Answer).events.pageInfo.endCursor,
    );
    expect([first, whole].map((cursor) => eventCursor.decode(cursor ?? '')?.score)).toEqual([0, expect.toBeOneOf([80, 20])]);
    const { data } = await api.ask(query, { after: first }, caller);
    expect((data as Answer).events.nodes).toHaveLength(1);
  });
});

describe('a caller', () => {
  const operations = createExampleTabs()(NOW).filter(({ query }) => !query.includes('\nsubscription '));
  const names = operations.map(({ query, variables }) => [/(?:query|mutation) (\w+)/.exec(query)?.[1], query, variables] as const);

  it.each(names)('who is not known gets nothing of %s and changes nothing', async (_name, query, variables = '{}') => {
    await using api = await openApi();
    const { data, errors } = await api.ask(query, JSON.parse(variables), ANONYMOUS);
    expect(codesOf(errors)).toEqual(['UNAUTHENTICATED']);
    expect(Object.values(data ?? {}).filter((part) => part !== null)).toEqual([]);
    expect([api.reads, api.batches]).toEqual([[], []]);
  });

  it.each(names.filter(([, query]) => query.includes('\nmutation ')))(
    'without the scope changes nothing by %s',
    async (_name, query, variables = '{}') => {
      const touched: string[] = [];
      const touch = (what: string) => async () => {
        touched.push(what);
        return Promise.reject(new Error(what));
      };
      await using api = await createMemoryApi({
        ingest: { ingestBatch: touch('batch'), ingestOne: touch('one') },
        rules: { update: touch('rule') },
      });
      const before = api.reads.length;
      const { errors } = await api.ask(query, JSON.parse(variables), without('EVENTS_WRITE', 'RULES_WRITE', 'PRIVACY_WRITE', 'ADMIN'));
      expect([codesOf(errors), touched, api.reads.length]).toEqual([['FORBIDDEN'], [], before]);
    },
  );

  it.each([
    ['signIn(input: { username: "anna", password: "wrong" })', 'signIn'],
    ['refreshSession(input: { refreshToken: "wrong" })', 'refreshSession'],
  ])('who is not known may %s', async (asked, name) => {
    await using api = await createMemoryApi();
    const { data, errors } = await api.ask(`mutation { ${asked} { accessToken errors { __typename } } }`, {}, ANONYMOUS);
    expect([data?.[name], errors]).toEqual([{ accessToken: null, errors: [{ __typename: 'InvalidInputError' }] }, undefined]);
  });

  it('who is known and has no scope reads the law and no data', async () => {
    await using api = await openApi();
    const { data, errors } = await api.ask(
      '{ region(code: "NL") { name regulations { regulation } } content(contentId: "a") { contentId } }',
      {},
      KNOWN,
    );
    expect([Object.keys(data ?? {}), errors]).toEqual([['region', 'content'], undefined]);
  });

  it('with EVENTS_WRITE alone learns from a dry run how events would score, not which rules saw what', async () => {
    const assessments = [{ index: 0, eventId: 'e1', assessment: anAssessment({ score: 60 }) }];
    const receipt = { batchId: 'b', receivedAt: NOW, acceptedCount: 1, rejectedCount: 0, replayed: false, durability: null };
    const ingestBatch = async () => ({ ...receipt, rejected: [], warnings: [], assessments, problems: [] });
    await using api = await createMemoryApi({ ingest: { ingestBatch } });
    const { data, errors } = await api.ask(
      'mutation { ingestEvents(input: { events: [], dryRun: true }) { assessments { score findings { points } } } }',
      {},
      aPrincipal({ scopes: new Set(['EVENTS_WRITE']) }),
    );
    expect(data).toEqual({ ingestEvents: { assessments: [{ score: 60, findings: null }] } });
    expect(codesOf(errors)).toEqual(['FORBIDDEN']);
  });
});
