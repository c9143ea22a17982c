import { expect, it } from 'vitest';
import type { Sql } from '#store/sql.ts';
import { openDeployment } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';
import { ingest } from '../support/ingest-client.ts';
import { untilSettled } from '../support/oracle.ts';
import { aWireEvent, type WireEvent } from '../support/wire-event.ts';

const HOUR_MS = 3_600_000;
const SECOND_MS = 1_000;
/** Between one look at the newest model and the next, with time to spare. */
const FOLLOWED_MS_MAX = 15_000;

/** Three hundred viewers of the last full hour at home: some with a second device, a second title or an error, nobody with all of them. */
const CROWD = `insert into events (key, occurred_at, received_at, stored_at, source, event_id, event_type, viewer_id, device_id, content_id,
    session_id, region, ip_prefix, score, level, ruleset_version)
  select gen_random_uuid(), $1::timestamptz + i * interval '1 minute', now(), now(), 'crowd', v || '-' || i,
    case when i % 9 = 8 then 'SEEK' when i = 5 and v % 6 = 0 then 'ERROR' else 'HEARTBEAT' end, viewer,
    case when v % 6 = 1 and i > 6 then second_device else device end, 'title-' || case when v % 6 = 2 and i > 8 then v + 1 else v end,
    'session-' || v, 'NL', ('100.64.' || v % 250 || '.0/24')::cidr, 0, 'LOW', 'test'
  from (select v, gen_random_uuid() as viewer, gen_random_uuid() as device, gen_random_uuid() as second_device
    from generate_series(1, 300) as v) as viewers, generate_series(0, 11 + v % 20) as i`;

/** Sixty events within a minute, as good as each in another place, on another device and of another title, half of them errors. */
const outlier = (now: number): readonly WireEvent[] =>
  Array.from({ length: 60 }, (_, i) => ({
    ...aWireEvent({ eventId: `outlier-${i}`, userId: 'outlier', deviceId: `outlier-${i}`, contentId: `outlier-${i}`, hasConsent: true }),
    eventType: i % 2 === 0 ? 'SEEK' : 'ERROR',
    sessionId: `outlier-${i}`,
    region: ['NL', 'JP', 'BR', 'US-NY', 'ZA', 'AU'][i % 6] ?? 'NL',
    ipAddress: `100.64.${i}.1`,
    timestamp: new Date(now - (60 - i) * SECOND_MS).toISOString(),
  }));

/** An hour of somebody like the crowd. */
const neighbour = (now: number): readonly WireEvent[] =>
  Array.from({ length: 20 }, (_, i) =>
    aWireEvent({
      eventId: `neighbour-${i}`,
      eventType: i % 9 === 1 ? 'SEEK' : 'HEARTBEAT',
      userId: 'neighbour',
      deviceId: 'neighbour',
      contentId: 'neighbour',
      sessionId: 'neighbour',
      region: 'NL',
      hasConsent: true,
      ipAddress: '100.64.1.1',
      timestamp: new Date(now - (20 - i) * 60 * SECOND_MS).toISOString(),
    }),
  );

it('a model trained by the running process finds who behaves unlike anybody, and names what stands out', async () => {
  await using deployment = await openDeployment('embedded');
  const before = await deployment.start();
  await before.stop();
  const now = Date.now();
  await deployment.inspect((sql) => fill(sql, now));

  const server = await deployment.start();
  const { anomalyModel } = await eventually(async () => trained(await server.graphql<Trained>(MODEL)), { what: 'a trained model' });
  expect(anomalyModel).toMatchObject({ version: '1', trainedOn: 300 });

  const findings = await eventually(() => findingsAbout(server, 'outlier'), { what: 'a finding', withinMs: FOLLOWED_MS_MAX });
  expect(findings.every(({ explanation }) => /^The hour stands out by .*\(\d/.test(explanation))).toBe(true);
  expect(await findingsAbout(server, 'neighbour')).toBeNull();

  async function findingsAbout({ url, graphql }: typeof server, who: keyof typeof TOLD): Promise<readonly Finding[] | null> {
    const told = TOLD[who](now).map((event) => ({ ...event, eventId: `${event.eventId}-${performance.now()}` }));
    expect(await ingest(url, { events: told })).toMatchObject({ acceptedCount: told.length, rejectedCount: 0 });
    await untilSettled(url);
    const { events } = await graphql<Events>(FINDINGS, { filter: { userId: [who] } });
    const found = events.nodes.flatMap(({ assessment }) => assessment.findings).filter(({ rule }) => rule.key === 'anomalous-behaviour');
    return found.length === 0 ? null : found;
  }
});

const TOLD = { outlier, neighbour } as const;

const fill = (sql: Sql, now: number): Promise<unknown> =>
  sql.query(CROWD, [new Date(Math.floor(now / HOUR_MS) * HOUR_MS - HOUR_MS).toISOString()]);

type Trained = { readonly anomalyModel: { readonly version: string; readonly trainedOn: number } | null };
const trained = (answer: Trained) => (answer.anomalyModel === null ? null : answer);
const MODEL = '{ anomalyModel { version trainedOn } }';

type Finding = { readonly rule: { readonly key: string }; readonly explanation: string };
type Events = { readonly events: { readonly nodes: readonly { readonly assessment: { readonly findings: readonly Finding[] } }[] } };
const FINDINGS = `query Findings($filter: EventFilter!) {
  events(filter: $filter, first: 100) { nodes { assessment { findings { explanation rule { key } } } } }
}`;
