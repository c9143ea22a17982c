import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { publishedOperation } from '../support/published-operation.ts';
import { AUTHORIZED } from '../../test/support/test-api-key.ts';

/** When each alert reached a subscriber, by its sequence (epoch milliseconds). */
export type Arrivals = ReadonlyMap<number, number>;

/** Subscribes to `riskAlerts` with the published operation; the answer fills until the stack is disposed. */
export const followAlerts = async (url: string, stack: AsyncDisposableStack): Promise<Arrivals> => {
  const arrivals = new Map<number, number>();
  const client = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams: AUTHORIZED, retryAttempts: 0 });
  stack.defer(async () => client.dispose());
  client.subscribe<Message>(
    { query: await publishedOperation('follow-risk-alerts') },
    {
      next: ({ data }) => {
        const sequence = data?.riskAlerts.alert?.sequence;
        if (sequence !== undefined) arrivals.set(sequence, Date.now());
      },
      error: (error) => stack.disposed || process.stderr.write(`the subscription failed: ${JSON.stringify(error)}\n`),
      complete: () => undefined,
    },
  );
  return arrivals;
};

type Message = { readonly riskAlerts: { readonly alert?: { readonly sequence: number } } };
