import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connectByHash } from './apollo-by-hash.ts';
import { connectWithApollo } from './apollo.ts';
import type { AlertMessage, Connection, Server } from './connection.ts';
import { riskyEvent } from './risky-event.ts';
import { connectWithUrql } from './urql.ts';

/**
 * Follows the alerts, sends an event that raises one, and prints a line of JSON for each thing it learns, until SIGTERM or SIGINT:
 *
 *     PLAYGUARD_API_KEY=pg_… node src/main.ts urql|apollo|apollo-by-hash http://127.0.0.1:4000/graphql
 */
const CONNECT: Readonly<Record<string, (server: Server) => Connection>> = {
  urql: connectWithUrql,
  apollo: connectWithApollo,
  'apollo-by-hash': connectByHash,
};

const [library = '', url] = process.argv.slice(2);
const connect = CONNECT[library];
const apiKey = process.env['PLAYGUARD_API_KEY'];
if (connect === undefined || url === undefined || apiKey === undefined) throw new Error('which library, which URL, and which API key?');

const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
await using connection = connect({ url, apiKey });

const { headCursor, nodes } = await connection.newestAlerts();
print({ newest: nodes.map(({ title }) => title) });
const unfollow = connection.follow(headCursor, printAlert);

const eventId = randomUUID();
const { acceptedCount, errors, rejected } = await connection.send(riskyEvent(eventId));
print({ eventId, acceptedCount, problems: [...errors, ...rejected].map(({ message }) => message) });

await stopped;
unfollow();

function printAlert(message: AlertMessage): void {
  switch (message.__typename) {
    case 'RiskAlertRaised': {
      const { title, level, event } = message.alert;
      return print({ title, level, raisedBy: event?.eventId ?? null, cursor: message.cursor });
    }
    case 'StreamGap':
      return print({ missed: message.reason });
    case 'StreamHeartbeat':
      return;
    default:
      message satisfies never;
  }
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
