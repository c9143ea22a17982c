/**
 * Passes connections from port 4001 of every address on to port 4000 of the loopback address.
 *
 * Until access control exists Playguard listens on 127.0.0.1 alone, which in a container nobody outside can reach. The
 * compose file runs this in the network of `api` and publishes port 4001 on the loopback address of the host: whoever
 * uses that machine gets in, and nobody else. It goes when Playguard can listen on other addresses.
 */
import { connect, createServer } from 'node:net';
import { pipeline } from 'node:stream/promises';

const FROM_PORT = Number(process.env['DOOR_PORT'] ?? 4001);
const TO_PORT = Number(process.env['PORT'] ?? 4000);

createServer({ allowHalfOpen: true }, (outside) => {
  const inside = connect({ host: '127.0.0.1', port: TO_PORT, allowHalfOpen: true });
  // A side that breaks takes the other with it; that is all there is to do.
  pipeline(outside, inside, outside).catch(() => undefined);
}).listen(FROM_PORT);

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));
