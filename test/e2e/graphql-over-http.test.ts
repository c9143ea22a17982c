import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Deployment, openDeployment } from '../support/deployment.ts';
import { postGraphql } from '../support/graphql-request.ts';
import type { PlayguardProcess } from '../support/playguard-process.ts';

/** The reference audits of the GraphQL over HTTP specification, those of what SHOULD and MAY be included. */
describe('GraphQL over HTTP', () => {
  let deployment: Deployment;
  let api: PlayguardProcess;

  beforeAll(async () => {
    deployment = await openDeployment('embedded', { OPERATION_COST_MAX: '4321' });
    api = await deployment.start('all');
  });
  afterAll(() => deployment[Symbol.asyncDispose]());

  const audits = serverAudits({ url: () => `${api.url}/graphql` });

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s: %s', async (_id, _name, audit) => {
    const result = await audit.fn();
    expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok');
  });

  it('says with every answer what it may have cost, and the budget of the settings', async () => {
    const { extensions } = await postGraphql<{ readonly extensions: object }>(api.url, { query: '{ pipeline { lagMs } }' });
    expect(extensions).toEqual({ cost: { requested: 1, budget: 4_321 } });
  });

  it('is audited in full', () => {
    expect(audits.length).toBeGreaterThanOrEqual(60);
  });
});
