import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Deployment, MODES, openDeployment } from '../support/deployment.ts';
import { ingest } from '../support/ingest-client.ts';
import { untilSettled } from '../support/oracle.ts';
import type { PlayguardProcess } from '../support/playguard-process.ts';
import { aWireEvent, type WireEvent } from '../support/wire-event.ts';

/** What the documentation promises: in force in every process after this long. */
const IN_FORCE_MS = 2_000;

const keysOf = (rules: readonly { readonly key: string }[]) => rules.map(({ key }) => key);

/** Events that name nobody. */
const anonymous = (title: string) =>
  Array.from({ length: 20 }, (_, i) => aWireEvent({ eventId: `${title}-${i}`, contentId: title, userId: null, deviceId: `${title}-${i}` }));

describe.each(MODES)('what changes while processes run, %s', (mode) => {
  let deployment: Deployment;
  let api: PlayguardProcess;

  beforeAll(async () => {
    deployment = await openDeployment(mode);
    if (mode === 'embedded') api = await deployment.start('all');
    else [api] = await Promise.all([deployment.start('api'), deployment.start('worker'), deployment.start('worker')]);
  });
  afterAll(() => deployment[Symbol.asyncDispose]());

  /** One event a request, so that every worker gets some. */
  const sendApart = async (events: readonly WireEvent[]): Promise<void> => {
    await Promise.all(events.map((event) => ingest(api.url, { events: [event] })));
    await untilSettled(api.url);
  };
  const assessments = async (contentId: string): Promise<readonly Assessment[]> =>
    (await api.graphql<Events>(EVENTS, { filter: { contentId: [contentId] } })).events.nodes.map(({ assessment }) => assessment);
  const update = async (input: object) => {
    const { updateRule } = await api.graphql<{ updateRule: { errors: readonly unknown[] } }>(UPDATE, { input });
    expect(updateRule.errors).toEqual([]);
    await sleep(IN_FORCE_MS);
  };
  it('a rule in the shadow is named and counted by every worker, and adds nothing', async () => {
    await sendApart(anonymous('before'));
    expect(
      (await assessments('before')).every(({ findings }) => keysOf(findings.map(({ rule }) => rule)).includes('missing-identifier')),
    ).toBe(true);
    await update({ key: 'missing-identifier', expectedVersion: 1, mode: 'SHADOW' });
    await sendApart(anonymous('shadow'));
    for (const { score, findings, shadowRules } of await assessments('shadow')) {
      expect([score, findings, keysOf(shadowRules)]).toEqual([0, [], ['missing-identifier']]);
    }
    const { compliance } = await api.graphql<Compliance>(COUNTS);
    expect(compliance.byShadowRule).toEqual([{ rule: { key: 'missing-identifier' }, count: 20 }]);
    expect(compliance.byRule).toContainEqual({ rule: { key: 'missing-identifier' }, count: 20 });
  });

  it('every assessment leads to the rules it was made with, and every rule to what it was set to', async () => {
    const [before] = await assessments('before');
    const [shadow] = await assessments('shadow');
    const modeIn = async (version: string | undefined) => {
      const { ruleset } = await api.graphql<Ruleset>(RULESET, { version });
      return ruleset?.rules.find(({ rule }) => rule.key === 'missing-identifier')?.mode;
    };
    expect([await modeIn(before?.rulesetVersion), await modeIn(shadow?.rulesetVersion)]).toEqual(['LIVE', 'SHADOW']);
    expect(await modeIn('default-00000000')).toBeUndefined();
    const { rules } = await api.graphql<{ rules: readonly { key: string; history: readonly unknown[] }[] }>(
      '{ rules { key history { version mode } } }',
    );
    expect(rules.find(({ key }) => key === 'missing-identifier')?.history).toEqual([{ version: 2, mode: 'SHADOW' }]);
  });

  it('what a viewer asks for holds for the next batch in every worker', async () => {
    const { setPrivacyPreferences } = await api.graphql<{ setPrivacyPreferences: { errors: readonly unknown[] } }>(ASK, {
      input: { userId: 'asking', doNotTrack: true },
    });
    expect(setPrivacyPreferences.errors).toEqual([]);
    const later = new Date(Date.now() + 1).toISOString();
    await sendApart(
      Array.from({ length: 20 }, (_, i) => aWireEvent({ eventId: `asked-${i}`, userId: 'asking', contentId: 'asked', timestamp: later })),
    );
    const found = await assessments('asked');
    expect(found).toHaveLength(20);
    for (const { findings } of found) expect(keysOf(findings.map(({ rule }) => rule))).toContain('do-not-track-ignored');
  });

  it('a dry run leaves no trace: not in counts, not in windows', async () => {
    const visit = (region: string, dryRun: boolean) =>
      ingest(api.url, { events: [aWireEvent({ eventId: `dry-${region}`, userId: 'dry', contentId: 'dry', region })], dryRun });
    const before = await api.graphql(COUNTS);
    for (const region of ['JP', 'KR', 'BR', 'AU']) expect(await visit(region, true)).toMatchObject({ acceptedCount: 1, durability: null });
    await untilSettled(api.url);
    expect(await api.graphql(COUNTS)).toEqual(before);
    await visit('US-NY', false);
    await untilSettled(api.url);
    expect((await assessments('dry')).map(({ findings }) => findings)).toEqual([[]]);
    const events = ['JP', 'KR', 'BR'].map((region, i) => ({ playback: aWireEvent({ eventId: `told-${i}`, region }) }));
    const { ingestEvents } = await api.graphql<{ ingestEvents: { assessments: readonly Pick<Assessment, 'findings'>[] } }>(DRY_RUN, {
      events,
    });
    expect(ingestEvents.assessments.map(({ findings }) => keysOf(findings.map(({ rule }) => rule)))).toEqual([[], [], ['multi-region']]);
  });
});

type Assessment = {
  readonly score: number;
  readonly rulesetVersion: string;
  readonly findings: readonly { readonly rule: { readonly key: string } }[];
  readonly shadowRules: readonly { readonly key: string }[];
};
type Events = { readonly events: { readonly nodes: readonly { readonly assessment: Assessment }[] } };
type Counted = readonly { readonly rule: { readonly key: string }; readonly count: number }[];
type Compliance = { readonly compliance: { readonly byRule: Counted; readonly byShadowRule: Counted } };
type Ruleset = {
  readonly ruleset: { readonly rules: readonly { readonly rule: { readonly key: string }; readonly mode: string }[] } | null;
};

const EVENTS = `query Assessments($filter: EventFilter) {
  events(filter: $filter, first: 100) { nodes { assessment { score rulesetVersion findings { rule { key } } shadowRules { key } } } }
}`;
const UPDATE = 'mutation Update($input: UpdateRuleInput!) { updateRule(input: $input) { errors { ... on UserError { message } } } }';
const COUNTS =
  '{ stats { summary { events plays errors } } compliance { byRule { rule { key } count } byShadowRule { rule { key } count } } }';
const RULESET = 'query Ruleset($version: String!) { ruleset(version: $version) { rules { rule { key } mode } } }';
const ASK =
  'mutation Ask($input: SetPrivacyPreferencesInput!) { setPrivacyPreferences(input: $input) { errors { ... on UserError { message } } } }';
const DRY_RUN = `mutation DryRun($events: [EventInput!]!) {
  ingestEvents(input: { events: $events, dryRun: true }) { assessments { findings { rule { key } } } }
}`;
