import { describe, expect, it } from 'vitest';
import { openDeployment } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';
import { graphql } from '../support/graphql-request.ts';

/** It takes less than 15 s on an idle machine; here other tests run beside it. */
const FIRST_ALERT_MS_MAX = 60_000;

describe('npm run demo', () => {
  it('shows the first alert on a fresh folder, and says on the terminal what to open and what happens', async () => {
    await using deployment = await openDeployment('embedded');
    const demo = await deployment.start('all', {}, ['--demo']);
    const title = await eventually(() => firstAlert(demo.url), { what: 'the first alert', withinMs: FIRST_ALERT_MS_MAX });
    expect(title).not.toBe('');
    await eventually(() => /\d+ events\/s \| [1-9]\d* events stored \| [1-9]\d* alerts/.test(demo.logs()), {
      what: 'the line of the demo',
    });
    expect(demo.logs()).toContain(`Open  ${demo.url}/graphql`);
    expect(demo.logs()).not.toMatch(/"level":"(error|fatal)"/);
    const page = await fetch(`${demo.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toMatch(/GraphiQL/i);
    expect(await demo.stop()).toBe(0);
  });
});

const firstAlert = async (url: string): Promise<string | null> => {
  const { riskAlerts } = await graphql<{ riskAlerts: { nodes: readonly { title: string }[] } }>(
    url,
    '{ riskAlerts(first: 1) { nodes { title } } }',
  );
  return riskAlerts.nodes[0]?.title ?? null;
};
