import { pino } from 'pino';
import { createHttpServer } from '#http/http-server.ts';
import { authenticatorFor } from '../../test/support/a-principal.ts';
import { createMemoryApi } from '../../test/support/memory-api.ts';
import { raisedAlert } from './raised-alert.ts';
import { type FanOut, serveFanOut } from './serve-fan-out.ts';

/** The real HTTP server, subscription and feed; only log and bus are in memory. */
const openPlayguard = async (): Promise<FanOut> => {
  const { ports, raise } = await createMemoryApi();
  const options = { ports, authenticator: authenticatorFor(), health: [], host: '127.0.0.1', port: 0, log: pino({ level: 'silent' }) };
  const { url } = await createHttpServer(options);
  return { url: `${url.replace('http', 'ws')}/graphql`, raise: (raisedAt) => raise(1, raisedAlert(raisedAt)) };
};

await serveFanOut(openPlayguard);
