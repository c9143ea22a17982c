import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Deployment, MODES, openDeployment } from '../support/deployment.ts';
import { ingest } from '../support/ingest-client.ts';
import { untilSettled } from '../support/oracle.ts';
import type { PlayguardProcess } from '../support/playguard-process.ts';
import { anAlertingEvent, aWireEvent } from '../support/wire-event.ts';

const operation = (name: string) => readFileSync(new URL(`../../schema/operations/${name}.graphql`, import.meta.url), 'utf8');

const EVENTS = [
  anAlertingEvent({ eventId: 'refused-nl', userId: 'vera', deviceId: 'tv-1', sessionId: 'evening' }),
  aWireEvent({ eventId: 'allowed-nl', region: 'NL', hasConsent: true, userId: 'mia', sessionId: 'evening' }),
  aWireEvent({ eventId: 'error-us', region: 'US-CA', eventType: 'ERROR', errorCode: 'DRM', userId: 'joe', contentId: 'dune' }),
];

type Listed = { readonly events: { readonly nodes: readonly { readonly eventId: string }[] } };
type Assessed = {
  readonly compliance: { readonly events: { readonly nodes: readonly { readonly event: { readonly eventId: string } }[] } };
};
type ByLaw = { readonly [name in 'findings' | 'regions']: { readonly nodes: readonly { readonly region: { readonly code: string } }[] } };

describe.each(MODES)('filters over stored events, %s', (mode) => {
  let deployment: Deployment;
  let api: PlayguardProcess;
  beforeAll(async () => {
    deployment = await openDeployment(mode);
    api = await deployment.start('all');
    await ingest(api.url, { events: EVENTS });
    await untilSettled(api.url);
  });
  afterAll(() => deployment[Symbol.asyncDispose]());

  const find = async (filter: object): Promise<readonly string[]> => {
    const query = 'query ($filter: EventFilter) { events(filter: $filter) { nodes { eventId } } }';
    const { events } = await api.graphql<Listed>(query, { filter });
    return events.nodes.map(({ eventId }) => eventId).toSorted();
  };

  it.each([
    ['what was not permitted', { consentAllowed: false }, ['refused-nl']],
    ['what was permitted', { consentAllowed: true }, ['allowed-nl', 'error-us']],
    ['a finding', { ruleKey: ['eu-missing-consent'] }, ['refused-nl']],
    ['a law of the place and day', { region: { regulatedBy: ['GDPR'] } }, ['allowed-nl', 'refused-nl']],
    ['everything but a person', { not: { userId: ['vera'] } }, ['allowed-nl', 'error-us']],
    ['either of two', { or: [{ errorCode: ['DRM'] }, { minScore: 60 }] }, ['error-us', 'refused-nl']],
    ['people at any depth, and a sitting', { sessionId: ['evening'], and: [{ or: [{ userId: ['mia', 'joe'] }] }] }, ['allowed-nl']],
  ])('find %s', async (_what, filter, expected) => {
    expect(await find(filter)).toEqual(expected);
  });

  it('are those of the operations for analysts', async () => {
    const failed = await api.graphql<object>(operation('title-errors'), { contentId: 'dune' });
    expect(failed).toMatchObject({
      events: { totalCount: { value: 1, isExact: true }, nodes: [{ errorCode: 'DRM', region: { code: 'US-CA' } }] },
    });
    const unpermitted = await api.graphql<object>(operation('unpermitted-events'));
    expect(unpermitted).toMatchObject({ events: { totalCount: { value: 1 }, nodes: [{ consent: { allowed: false } }] } });
    const { compliance } = await api.graphql<Assessed>(operation('high-risk-events'), {
      filter: { regulation: ['GDPR'], userId: ['vera'] },
    });
    expect(compliance.events.nodes.map(({ event }) => event.eventId)).toEqual(['refused-nl']);
    const { findings, regions } = await api.graphql<ByLaw>(operation('alerts-by-law'));
    expect([findings, regions].map(({ nodes }) => nodes.map(({ region }) => region.code))).toEqual([['NL'], ['NL']]);
  });
});
