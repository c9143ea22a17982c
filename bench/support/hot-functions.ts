import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from './say.ts';

/** A span on the machine's monotonic clock, in microseconds: the one profiles use. */
export type ProfileSpan = { readonly from: number; readonly to: number };

/** Now on that clock. */
export const profileClock = (): number => Number(process.hrtime.bigint() / 1_000n);

/** Prints where a process profiled by `--cpu-prof` spent its time within `span`: by function, by folder or package, and by function with all it called. */
export const reportHotFunctions = async (path: string, span: ProfileSpan): Promise<void> => {
  const costs = costsOf(JSON.parse(await readFile(path, 'utf8')) as Profile, span);
  const busy = sum(costs, ({ own }) => own);
  say(
    `${path}: busy ${((100 * busy) / (span.to - span.from)).toFixed(0)} % of ${((span.to - span.from) / 1_000_000).toFixed(1)} s; shares of that:`,
  );
  for (const { title, keyOf, timeOf } of TABLES) {
    say(` ${title}`);
    const rows = [...Map.groupBy(costs, keyOf)].map(([key, group]) => ({ key, share: (100 * sum(group, timeOf)) / busy }));
    for (const { key, share } of rows.toSorted((a, b) => b.share - a.share).slice(0, ROWS_SHOWN))
      say(`  ${share.toFixed(1).padStart(5)} %  ${key}`);
  }
};

const ROWS_SHOWN = 30;
/** Of a regular expression. */
const CHARACTERS_SHOWN = 80;

/** The part of the profile format that is read here, in microseconds. */
type Profile = {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
  readonly startTime: number;
};
type ProfileNode = { readonly id: number; readonly callFrame: CallFrame; readonly children?: readonly number[] };
type CallFrame = { readonly functionName: string; readonly url: string; readonly lineNumber: number };

/** `own`: in the function itself; `all`: with what it called, 0 where it was called by itself. */
type Cost = { readonly what: string; readonly where: string; readonly own: number; readonly all: number };

const TABLES: readonly { readonly title: string; readonly keyOf: (cost: Cost) => string; readonly timeOf: (cost: Cost) => number }[] = [
  { title: 'in the function itself', keyOf: ({ what }) => what, timeOf: ({ own }) => own },
  { title: 'in the folder or package', keyOf: ({ where }) => where, timeOf: ({ own }) => own },
  { title: 'with all it called', keyOf: ({ what }) => what, timeOf: ({ all }) => all },
];

const costsOf = ({ nodes, samples, timeDeltas, startTime }: Profile, { from, to }: ProfileSpan): readonly Cost[] => {
  const own = new Map<number, number>();
  let at = startTime;
  samples.forEach((id, i) => {
    const delta = timeDeltas[i] ?? 0;
    at += delta;
    if (at >= from && at <= to) own.set(id, (own.get(id) ?? 0) + delta);
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const costs: Cost[] = [];
  const visit = (id: number, callers: ReadonlySet<string>): number => {
    const node = byId.get(id);
    if (node === undefined || node.callFrame.functionName === '(idle)') return 0;
    const place = placeOf(node.callFrame);
    const below = new Set(callers).add(place.what);
    const time = own.get(id) ?? 0;
    const all = (node.children ?? []).reduce((total, child) => total + visit(child, below), time);
    costs.push({ ...place, own: time, all: callers.has(place.what) ? 0 : all });
    return all;
  };
  visit(nodes[0]?.id ?? 0, new Set());
  return costs;
};

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const placeOf = ({ functionName, url, lineNumber }: CallFrame): Pick<Cost, 'what' | 'where'> => {
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (name.startsWith('RegExp:')) return { what: name.slice(0, CHARACTERS_SHOWN), where: 'regular expressions' };
  if (!url.startsWith('file:')) return { what: `${name} ${url}`.trim(), where: url === '' ? name : url };
  const path = relative(ROOT, fileURLToPath(url));
  const parts = path.split('/');
  const folder = parts[0] === 'node_modules' ? parts.slice(1, parts[1]?.startsWith('@') === true ? 3 : 2) : parts.slice(0, 2);
  return { what: `${name} ${path}:${lineNumber + 1}`, where: folder.join('/') };
};

const sum = (costs: readonly Cost[], timeOf: (cost: Cost) => number): number => costs.reduce((total, cost) => total + timeOf(cost), 0);
