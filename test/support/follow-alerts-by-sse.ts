import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { type AlertFollower, type AlertMessage, FOLLOW_ALERTS, type FollowRequest, readingOf } from './follow-alerts.ts';
import { AUTHORIZED } from './test-api-key.ts';

/** A subscription over server-sent events, read line by line. */
export type SseFollower = Pick<AlertFollower, 'messages' | 'sequences' | 'cursor' | 'received'> & {
  /** The `id:` of every event that had one. */
  readonly ids: readonly string[];
  cut(): void;
} & AsyncDisposable;

/** Subscribes with plain fetch, as a browser would; `lastEventId` is what it sends when it comes back. */
export const followAlertsBySse = async (
  url: string,
  { after = null, filter = {}, lastEventId }: FollowRequest & { readonly lastEventId?: string } = {},
): Promise<SseFollower> => {
  const ending = new AbortController();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      ...AUTHORIZED,
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
    body: JSON.stringify({ query: FOLLOW_ALERTS, variables: { after, filter } }),
    signal: ending.signal,
  });
  if (response.status !== 200 || response.body === null) throw new Error(`${response.status}: ${await response.text()}`);
  const messages: AlertMessage[] = [];
  const failures: unknown[] = [];
  const ids: string[] = [];
  const lines = createInterface(Readable.from(response.body));
  const reading = readLines(lines, { messages, failures, ids }).catch(() => undefined); // cutting ends it
  const cut = () => ending.abort();
  return {
    ...readingOf(messages, failures),
    ids,
    cut,
    async [Symbol.asyncDispose]() {
      cut();
      await reading;
    },
  };
};

type Found = { readonly messages: AlertMessage[]; readonly failures: unknown[]; readonly ids: string[] };
type Payload = { readonly data?: { readonly riskAlerts: AlertMessage } | null; readonly errors?: unknown };

const readLines = async (lines: AsyncIterable<string>, { messages, failures, ids }: Found): Promise<void> => {
  for await (const line of lines) {
    if (line.startsWith('id: ')) ids.push(line.slice('id: '.length));
    if (!line.startsWith('data: {')) continue;
    const { data, errors } = JSON.parse(line.slice('data: '.length)) as Payload;
    if (data) messages.push(data.riskAlerts);
    else failures.push(JSON.stringify(errors));
  }
};
