import { readdirSync, readFileSync } from 'node:fs';
import { onPostgres } from '../../test/support/on-postgres.ts';
import { onRedis, type Services } from './services.ts';

/** CPU seconds used so far, by process name; null where /proc cannot be read (another machine, another system). */
export type CpuSeconds = Readonly<Record<string, number | null>>;

/** Reads the CPU clocks of `children` and of both servers. */
export type CpuClock = () => CpuSeconds;

/** Finds the servers' processes once; each later reading is a few files. */
export const openCpuClock = async (
  { databaseUrl, redisUrl }: Services,
  children: readonly { readonly name: string; readonly pid: number }[],
): Promise<CpuClock> => {
  const postgres = await onPostgres(databaseUrl, async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return ifNamed('postgres', parentOf(rows[0]?.pid ?? 0));
  });
  const info = await onRedis(redisUrl, (connection) => connection.info('server'));
  const redis = ifNamed('redis-server', Number(/process_id:(?<pid>\d+)/.exec(info)?.groups?.['pid'] ?? 0));
  return () => ({
    ...Object.fromEntries(children.map(({ name, pid }) => [name, secondsOf(pid)])),
    postgresql: postgres === null ? null : secondsOfFamily(postgres),
    redis: redis === null ? null : secondsOf(redis),
  });
};

/** A server elsewhere may say a number that is another process here. */
const ifNamed = (name: string, pid: number): number | null => {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === name ? pid : null;
  } catch {
    return null;
  }
};

/** What each process used between two readings, per 1,000 events. */
export const cpuPer1000Events = (before: CpuSeconds, after: CpuSeconds, events: number): CpuSeconds =>
  Object.fromEntries(
    Object.entries(after).map(([name, end]) => {
      const start = before[name] ?? null;
      return [name, end === null || start === null ? null : ((end - start) * 1_000) / events];
    }),
  );

/** The kernel's USER_HZ, 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
/** Fields of /proc/<pid>/stat after the name, as proc(5) numbers them, less the three before them. */
const PARENT = 1;
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;
const ENDED_CHILDREN_USER_TICKS = 13;
const ENDED_CHILDREN_SYSTEM_TICKS = 14;

const statOf = (pid: number): readonly string[] | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
};

const ticks = (stat: readonly string[], fields: readonly number[]): number => fields.reduce((sum, field) => sum + Number(stat[field]), 0);

const secondsOf = (pid: number): number | null => {
  const stat = statOf(pid);
  return stat === null ? null : ticks(stat, [USER_TICKS, SYSTEM_TICKS]) / TICKS_PER_SECOND;
};

const parentOf = (pid: number): number => Number(statOf(pid)?.[PARENT] ?? 0);

/** A server and its children, those that have ended included. */
const secondsOfFamily = (pid: number): number | null => {
  const server = statOf(pid);
  if (server === null) return null;
  const children = readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    return stat !== null && Number(stat[PARENT]) === pid ? [ticks(stat, [USER_TICKS, SYSTEM_TICKS])] : [];
  });
  const own = ticks(server, [USER_TICKS, SYSTEM_TICKS, ENDED_CHILDREN_USER_TICKS, ENDED_CHILDREN_SYSTEM_TICKS]);
  return (own + children.reduce((sum, each) => sum + each, 0)) / TICKS_PER_SECOND;
};
