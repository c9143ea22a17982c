import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

// The architecture's table, written here a second time on purpose: one slip does not change both.
const ARCHITECTURE: Readonly<Record<string, string>> = {
  domain: '',
  runtime: '',
  privacy: 'domain',
  scoring: 'domain privacy',
  stream: 'domain runtime',
  facts: 'domain runtime',
  store: 'domain runtime',
  assessment: 'domain privacy scoring facts store',
  alerts: 'domain store runtime',
  ingest: 'domain privacy assessment stream runtime',
  consumer: 'domain assessment stream store alerts runtime',
  access: 'domain store runtime',
  jobs: 'domain assessment scoring store stream alerts runtime',
  api: 'domain privacy scoring ingest store alerts access runtime',
  http: 'api access runtime',
  simulator: 'domain client',
  cli: 'domain simulator client runtime',
  client: '',
  dashboard: 'client',
};
const FOLDERS = Object.keys(ARCHITECTURE);
const ROOTS = ['app.ts', 'composition/callers.ts', 'maintenance/rules.ts', 'config.ts', 'main.ts'];

const PACKAGES = [
  { name: 'ioredis', in: [] },
  { name: '@mikro-orm/core', in: ['store'] },
  { name: '@mikro-orm/postgresql', in: ['store'] },
  { name: 'kysely', in: ['store'] },
  { name: 'pg', in: ['store'] },
  { name: '@electric-sql/pglite', in: ['store'] },
  { name: 'graphql', in: ['api', 'http'] },
  { name: '@pothos/core', in: ['api', 'http'] },
  { name: 'graphql-yoga', in: ['api', 'http'] },
  { name: '@graphql-yoga/render-graphiql', in: ['api', 'http'] },
  { name: 'graphql-ws', in: ['api', 'http', 'client'] },
  { name: 'node:fs', in: FOLDERS.filter((folder) => folder !== 'scoring' && folder !== 'privacy') },
  { name: 'node:crypto', in: FOLDERS },
  { name: 'zod', in: FOLDERS },
];

/** A file that does one thing, and whether the linter must refuse it. */
type Probe = { readonly path: string; readonly code: string; readonly isForbidden: boolean };

const importing = (path: string, specifier: string, isForbidden: boolean): Probe => ({
  path,
  code: `import { x } from '${specifier}';\nx();`,
  isForbidden,
});
const slug = (specifier: string): string => specifier.replaceAll(/[^a-z]+/g, '-').replace(/^-/, '');

const folderProbes = FOLDERS.flatMap((from) =>
  FOLDERS.filter((to) => to !== from).map((to) =>
    importing(`src/${from}/to-${to}.ts`, `#${to}/thing.ts`, !ARCHITECTURE[from]?.split(' ').includes(to)),
  ),
);
const rootProbes = [
  ...FOLDERS.flatMap((from) => ROOTS.map((to) => importing(`src/${from}/to-${to}`, `#${to}`, from !== 'cli' || to === 'main.ts'))),
  ...ROOTS.map((root) => ({
    path: `src/${root}`,
    code:
      FOLDERS.map((to) => `import '#${to}/thing.ts'; import '#${to}/redis-thing.ts';`).join('\n') +
      (root === 'app.ts' ? "import 'ioredis';" : ''),
    isForbidden: false,
  })),
];
const packageProbes = FOLDERS.flatMap((from) =>
  PACKAGES.map(({ name, in: allowed }) => importing(`src/${from}/package-${slug(name)}.ts`, name, !allowed.includes(from))),
);
const adapterProbes = FOLDERS.flatMap((from) =>
  ['redis-thing', 'embedded-thing', 'memory-thing'].flatMap((adapter) => [
    importing(`src/${from}/uses-${adapter}.ts`, `./${adapter}.ts`, true),
    importing(`src/${from}/${adapter}-user.ts`, `./${adapter}.ts`, false),
    importing(`src/consumer/uses-${from}-${adapter}.ts`, `#${from}/${adapter}.ts`, true),
  ]),
);
const environmentProbes = [...FOLDERS.map((from) => `${from}/environment.ts`), 'other-app.ts', 'config-of.ts'].map((path) => ({
  path: `src/${path}`,
  code: 'export const port = process.env.PORT;',
  isForbidden: true,
}));
const formProbes: readonly Probe[] = [
  ...FOLDERS.map((from) => importing(`src/${from}/upwards.ts`, '../domain/thing.ts', true)),
  importing('src/api/deep/upwards.ts', '../thing.ts', true),
  importing('src/api/deep/own.ts', '#api/thing.ts', false),
  importing('src/api/own-by-name.ts', '#api/thing.ts', true),
  importing('src/api/own.ts', './thing.ts', false),
  importing('src/unheard-of/thing.ts', '#domain/thing.ts', true),
  importing('src/api/port-of-stream.ts', '#stream/event-stream.ts', false),
  importing('src/api/port-of-facts.ts', '#facts/activity-windows.ts', false),
  importing('src/cli/schema.ts', '#api/print-schema.ts', false),
  importing('src/store/migrations.ts', '#migrations/first.ts', false),
  importing('src/stream/migrations.ts', '#migrations/first.ts', true),
  importing('src/stream/redis-client.ts', 'ioredis', false),
  importing('test/unit/adapters.test.ts', '#stream/redis-thing.ts', false),
  { path: 'src/api/type.ts', code: "import type { X } from '#consumer/thing.ts';\nexport type Y = X;", isForbidden: true },
  { path: 'src/api/bare.ts', code: "import '#consumer/thing.ts';", isForbidden: true },
  { path: 'src/api/re-export.ts', code: "export { x } from '#consumer/thing.ts';", isForbidden: true },
  { path: 'src/api/re-export-all.ts', code: "export * from '#consumer/thing.ts';", isForbidden: true },
  { path: 'src/api/dynamic.ts', code: "export const x = await import('#consumer/thing.ts');", isForbidden: true },
  { path: 'src/api/dynamic-template.ts', code: 'export const x = await import(`#consumer/thing.ts`);', isForbidden: true },
  { path: 'src/api/type-expression.ts', code: "export type X = import('#consumer/thing.ts').X;", isForbidden: true },
  { path: 'src/api/environment-by-name.ts', code: "export const port = process['env'].PORT;", isForbidden: true },
  {
    path: 'src/api/environment-by-import.ts',
    code: "import { env } from 'node:process';\nexport const port = env.PORT;",
    isForbidden: true,
  },
  { path: 'src/scoring/clock.ts', code: 'export const now = Date.now();', isForbidden: true },
  { path: 'src/privacy/chance.ts', code: 'export const chance = Math.random();', isForbidden: true },
];
const PROBES = [...folderProbes, ...rootProbes, ...packageProbes, ...adapterProbes, ...environmentProbes, ...formProbes];

const RULES = ['house(import-directions)', 'node(no-process-env)', 'eslint(no-restricted-properties)'];

describe('the linter', () => {
  let folder: string;
  let reported: ReadonlySet<string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'playguard-lint-'));
    await Promise.all(['.oxlintrc.json', '.oxlint'].map((path) => cp(join(PROJECT, path), join(folder, path), { recursive: true })));
    for (const { path, code } of PROBES) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), code);
    }
    reported = await lint(folder);
  }, 30_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has one file for each probe', () => {
    expect(new Set(PROBES.map(({ path }) => path)).size).toBe(PROBES.length);
  });

  it.each([
    ['direction between folders', folderProbes, 280],
    ['import of what composes', rootProbes, 54],
    ['package outside its folders', packageProbes, 180],
    ['import of an adapter', adapterProbes, 110],
    ['reading of the environment', environmentProbes, 21],
    ['other form', formProbes, 30],
  ])('reports every forbidden %s', (_what, probes, atLeast) => {
    const forbidden = probes.filter(({ isForbidden }) => isForbidden).map(({ path }) => path);
    expect(forbidden.length).toBeGreaterThanOrEqual(atLeast);
    expect(forbidden.filter((path) => !reported.has(path))).toEqual([]);
  });

  it('reports nothing that is allowed', () => {
    expect(PROBES.filter(({ isForbidden, path }) => !isForbidden && reported.has(path)).map(({ path }) => path)).toEqual([]);
  });
});

const lint = async (folder: string): Promise<ReadonlySet<string>> => {
  const oxlint = join(PROJECT, 'node_modules/oxlint/bin/oxlint');
  const { stdout } = await promisify(execFile)(process.execPath, [oxlint, '--format=json'], { cwd: folder, maxBuffer: 64 * 2 ** 20 }).catch(
    (error: { stdout: string }) => error,
  );
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly { code: string; filename: string }[] };
  return new Set(diagnostics.filter(({ code }) => RULES.includes(code)).map(({ filename }) => relative(folder, join(folder, filename))));
};
