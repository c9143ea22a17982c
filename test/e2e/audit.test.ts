import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Deployment, MODES, openDeployment } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';
import { ingest } from '../support/ingest-client.ts';
import { type PlayguardProcess, runPlayguard } from '../support/playguard-process.ts';
import { aWireEvent } from '../support/wire-event.ts';

const QUERIES = 20;
const CHANGES = 5;
const CALLS = 10;

describe.each(MODES)('the audit log, %s', (mode) => {
  let deployment: Deployment;
  let api: PlayguardProcess;
  beforeAll(async () => {
    deployment = await openDeployment(mode);
    api = await deployment.start('all');
  });
  afterAll(() => deployment[Symbol.asyncDispose]());

  const run = async (...words: readonly string[]) => runPlayguard({ args: ['audit', ...words], env: deployment.env });
  const refused = async () => {
    const headers = { authorization: 'Bearer forged', 'content-type': 'application/json' };
    const response = await fetch(`${api.url}/graphql`, { method: 'POST', headers, body: '{"query":"{ __typename }"}' });
    await response.arrayBuffer();
  };

  it('has an entry of everything that was asked, and the sums of what was sent, after the server has stopped', async () => {
    const work = [
      ...Array.from({ length: QUERIES }, () => api.graphql('query Asked { rules { key } }')),
      ...Array.from({ length: CHANGES }, () => api.graphql(PREFER, { input: { userId: 'anna-clear', doNotTrack: true } })),
      ...Array.from({ length: CALLS }, (_, i) =>
        ingest(api.url, { events: [aWireEvent({ eventId: `e${i}` }), aWireEvent({ eventId: `bad${i}`, region: 'XX' })] }),
      ),
      ...Array.from({ length: 3 }, refused),
    ];
    await Promise.all(work);
    const { auditLog } = await api.graphql<{ auditLog: { nodes: readonly { action: string }[] } }>(CHANGED);
    expect(auditLog.nodes).toHaveLength(CHANGES);
    await eventually(
      async () =>
        (await api.graphql<{ verifyAuditLog: { checked: number } }>('{ verifyAuditLog { checked } }')).verifyAuditLog.checked >= QUERIES,
      { what: 'queries are written' },
    );
    await api.stop();
    const counts = await deployment.inspect((sql) =>
      sql.query<{ action: string; operation_name: string | null; outcome: string; count: number }>(
        `select action, operation_name, outcome, count(*)::int as count from audit_log where action <> 'query' or operation_name = 'Asked' group by 1, 2, 3 order by 1`,
      ),
    );
    expect(counts).toEqual([
      { action: 'events.sent', operation_name: null, outcome: 'OK', count: 1 },
      { action: 'query', operation_name: 'Asked', outcome: 'OK', count: QUERIES },
      { action: 'request.refused', operation_name: null, outcome: 'DENIED', count: 3 },
      { action: 'setPrivacyPreferences', operation_name: 'Prefer', outcome: 'OK', count: CHANGES },
    ]);
    const [sent] = await deployment.inspect((sql) =>
      sql.query<{ details: object }>(`select details from audit_log where action = 'events.sent'`),
    );
    expect(sent?.details).toMatchObject({ requests: CALLS, failed: 0, accepted: CALLS, rejected: CALLS });
    const all = await deployment.inspect((sql) => sql.query('select * from audit_log'));
    expect(JSON.stringify(all) + api.logs()).not.toContain('anna-clear');
  });

  it('is exported and verified from the command line, against an end that was kept, and found broken after a cut', async () => {
    const exported = await run('export');
    const lines = exported.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const head = String(lines.at(-1)?.['head']);
    expect(lines.slice(0, -1).map(({ sequence }) => sequence)).toEqual(lines.slice(0, -1).map((_, i) => i + 1));
    expect(head).toBe(`${lines.length - 1}:${String(lines.at(-2)?.['hash'])}`);
    const whole = await run('verify', '--head', head);
    expect([whole.code, whole.stdout]).toEqual([0, expect.stringContaining(head)]);
    await deployment.inspect(async (sql) => {
      await sql.query('alter table audit_log disable trigger audit_log_is_append_only');
      await sql.query(`delete from audit_log where sequence = (select max(sequence) from audit_log)`);
    });
    const cut = await run('verify');
    expect([cut.code, cut.stdout]).toEqual([1, expect.stringContaining(`broken at ${lines.length - 1}`)]);
  });
});

const PREFER = 'mutation Prefer($input: SetPrivacyPreferencesInput!) { setPrivacyPreferences(input: $input) { errors { __typename } } }';
const CHANGED = '{ auditLog(filter: { action: ["setPrivacyPreferences"] }) { nodes { action } } }';
