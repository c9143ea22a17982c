import { readFileSync } from 'node:fs';

/** A tab that GraphiQL opens with. */
export type ExampleTab = { readonly query: string; readonly variables?: string };

/** Examples of `schema/operations` in the order of the tabs. GraphiQL drops the variables of the first, so it must need none. */
const OPERATIONS = [
  'risk-alerts',
  'alerts-by-category',
  'follow-risk-alerts',
  'events',
  'statistics',
  'rules',
  'consent-decision',
  'ingest-events',
] as const;

/** Reads the examples once; the answer makes tabs whose events happened just before `now`. */
export const createExampleTabs = (): ((now: Date) => ExampleTab[]) => {
  const operations = OPERATIONS.map((name) => ({ name, query: readFileSync(operationFile(name), 'utf8') }));
  return function exampleTabs(now) {
    return operations.map(({ name, query }) => (name === 'ingest-events' ? { query, variables: exampleBatch(now) } : { query }));
  };
};

const operationFile = (name: string): URL => new URL(`../../schema/operations/${name}.graphql`, import.meta.url);

const SECOND_MS = 1_000;

/** Viewing in the Netherlands without consent: enough to raise an alert. */
const exampleBatch = (now: Date): string => {
  const event = (ago: number, eventType: string) => ({
    playback: {
      eventId: `example-${now.getTime()}-${ago}`,
      eventType,
      timestamp: new Date(now.getTime() - ago * SECOND_MS).toISOString(),
      userId: 'example-viewer',
      deviceId: 'example-tv',
      contentId: 'example-title',
      sessionId: 'example-session',
      region: 'NL',
      hasConsent: false,
      deviceType: 'SMART_TV',
      subscriptionPlan: 'STANDARD',
    },
  });
  return JSON.stringify({ input: { events: [event(20, 'PLAY'), event(10, 'PLAYING'), event(1, 'HEARTBEAT')] } }, null, 2);
};
