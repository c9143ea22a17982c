import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createExampleTabs } from '#http/example-tabs.ts';
import { type Deployment, openDeployment } from '../support/deployment.ts';
import { postGraphql } from '../support/graphql-request.ts';
import { ingest } from '../support/ingest-client.ts';
import { untilSettled } from '../support/oracle.ts';
import { type PlayguardProcess, runPlayguard } from '../support/playguard-process.ts';
import { AUTHORIZED } from '../support/test-api-key.ts';
import { anAlertingEvent } from '../support/wire-event.ts';

type Answer = { readonly data?: Readonly<Record<string, unknown>> | null; readonly errors?: readonly object[] };

const SIMULATED_EVENTS = 600;
const tabs = createExampleTabs()(new Date()).map(({ query, variables = '{}' }) => ({
  name: /^(?:query|mutation|subscription) \w+/m.exec(query)?.[0] ?? query,
  query,
  variables: JSON.parse(variables) as Record<string, unknown>,
}));
const questions = tabs.filter(({ name }) => !name.startsWith('subscription'));
const subscriptions = tabs.filter(({ name }) => name.startsWith('subscription'));

/** Every list of payload errors in an answer. */
const payloadErrors = (data: Answer['data']): readonly unknown[] =>
  Object.values(data ?? {}).flatMap((payload) => (payload as { readonly errors?: readonly unknown[] } | null)?.errors ?? []);

describe('the published operations, on simulated traffic', () => {
  let deployment: Deployment;
  let api: PlayguardProcess;

  beforeAll(async () => {
    deployment = await openDeployment('embedded');
    api = await deployment.start('all');
    const args = ['simulate', '--events', `${SIMULATED_EVENTS}`, '--url', `${api.url}/graphql`];
    const { code, stderr } = await runPlayguard({ args, env: {} });
    if (code !== 0) throw new Error(stderr);
    await ingest(api.url, { events: [anAlertingEvent({ eventId: 'before' })] });
    await untilSettled(api.url);
  });
  afterAll(() => deployment[Symbol.asyncDispose]());

  it.each(questions)('$name is answered as it stands', async ({ query, variables }) => {
    const answer = await postGraphql<Answer>(api.url, { query, variables });
    expect(answer.errors).toBeUndefined();
    expect(payloadErrors(answer.data)).toEqual([]);
    expect(Object.values(answer.data ?? {}).length).toBeGreaterThan(0);
  });

  it.each(subscriptions)('$name is followed as it stands', async ({ query, variables }) => {
    const client = createClient({
      url: `${api.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: AUTHORIZED,
      retryAttempts: 0,
    });
    const messages = client.iterate({ query, variables });
    const first = messages.next();
    let sent = 0;
    const send = () => ingest(api.url, { events: [alertOf(query, (sent += 1))] });
    const sending = setInterval(() => void send().catch(() => undefined), 500); // it may begin after the first
    const { value } = await first.finally(() => clearInterval(sending));
    await messages.return?.();
    await client.dispose();
    expect(value).toMatchObject({ data: expect.any(Object) as object });
    expect(value).not.toHaveProperty('errors');
  });
});

/** Alerts of different viewers, so that each is one of its own. */
const alertOf = (query: string, sent: number) => anAlertingEvent({ eventId: `${query.length}-${sent}`, userId: `follower-${sent}` });
