import type { Server } from 'node:http';

/** A connection that was busy when the server stopped is looked at again this often: clients keep idle ones open for seconds. */
const IDLE_CHECK_MS = 50;

/** Takes no more connections and settles when the last has ended; those still busy after `graceMs` are cut, as `cutOff` says. */
export const closeServer = async (server: Server, graceMs: number, cutOff: () => void = () => undefined): Promise<void> => {
  const sweeping = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  const tooLate = setTimeout(() => {
    server.closeAllConnections();
    cutOff();
  }, graceMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  clearInterval(sweeping);
  clearTimeout(tooLate);
};
