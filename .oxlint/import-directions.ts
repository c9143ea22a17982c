import { basename, dirname } from 'node:path';
import type { Rule } from 'oxlint/plugins-dev';

/** What each folder (or file) of src may import, by the table of docs/development.md; `folder/file.ts` allows that file alone. Proved in test/unit/house. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  runtime: [],
  privacy: ['domain'],
  scoring: ['domain', 'privacy'],
  stream: ['domain', 'runtime'],
  facts: ['domain', 'runtime'],
  store: ['domain', 'runtime', 'migrations'],
  assessment: ['domain', 'privacy', 'scoring', 'facts', 'store'],
  alerts: ['domain', 'store', 'runtime'],
  ingest: ['domain', 'privacy', 'assessment', 'stream', 'runtime'],
  consumer: ['domain', 'assessment', 'stream', 'store', 'alerts', 'runtime'],
  access: ['domain', 'store', 'runtime'],
  jobs: ['domain', 'assessment', 'scoring', 'store', 'stream', 'alerts', 'runtime'],
  api: [
    'domain',
    'privacy',
    'scoring',
    'ingest',
    'store',
    'alerts',
    'access',
    'runtime',
    'stream/event-stream.ts',
    'facts/activity-windows.ts',
  ],
  http: ['api', 'access', 'runtime'],
  simulator: ['domain', 'client'],
  cli: [
    'app.ts',
    'composition/callers.ts',
    'maintenance',
    'config.ts',
    'api/print-schema.ts',
    'api/contract-changes.ts',
    'scoring/benchmarks.ts',
    'scoring/measure-benchmark.ts',
    'domain',
    'simulator',
    'client',
    'runtime',
  ],
  client: [],
  dashboard: ['client'],
};

/** Where a package may be imported; everywhere if it is not listed. */
const PACKAGES: readonly { readonly name: RegExp; readonly isAllowedIn: (from: Place) => boolean; readonly where: string }[] = [
  {
    name: /^ioredis$/,
    isAllowedIn: ({ file }) => file.startsWith('redis-') || ['app.ts', 'rate-limits.ts'].includes(file),
    where: 'files named redis-*, app.ts and rate-limits.ts',
  },
  { name: /^(@mikro-orm\/.+|kysely|pg|@electric-sql\/.+)$/, isAllowedIn: ({ folder }) => folder === 'store', where: 'store' },
  { name: /^graphql-ws$/, isAllowedIn: ({ folder }) => ['api', 'http', 'client'].includes(folder), where: 'api, http and client' },
  {
    name: /^(graphql|graphql-.+|@graphql-.+|@pothos\/.+)$/,
    isAllowedIn: ({ folder }) => ['api', 'http'].includes(folder),
    where: 'api and http',
  },
  { name: /^(node:)?process$/, isAllowedIn: () => false, where: 'no import: use the global, and its env in main.ts alone' },
  { name: /^node:(?!crypto$)/, isAllowedIn: ({ folder }) => !['scoring', 'privacy'].includes(folder), where: 'folders that are not pure' },
];

const COMPOSES = new Set(['app.ts', 'composition', 'maintenance', 'main.ts', 'config.ts']);
const ADAPTER = /^(redis|embedded|memory)-/;

/** A file of src: its folder ('api', or its own name for the files beside the folders), whether it lies deeper than that folder, and its name. */
type Place = { readonly folder: string; readonly isNested: boolean; readonly file: string };

const importDirections: Rule = {
  create(context) {
    const from = placeOf(/.*\/src\/(?<path>.+)/.exec(context.filename)?.groups?.['path'] ?? '');
    const check = (node: { source: unknown }) => {
      const fault = from.folder === '' || node.source === null ? null : faultOf(from, literalText(node.source));
      if (fault !== null) context.report({ message: fault, node: node as never });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};

export default { meta: { name: 'house' }, rules: { 'import-directions': importDirections } };

const placeOf = (path: string): Place => {
  const folder = path.split('/')[0] ?? '';
  return { folder, isNested: dirname(path).includes('/'), file: basename(path) };
};

const literalText = (source: unknown): string | undefined => {
  const value: unknown = typeof source === 'object' && source !== null && 'value' in source ? source.value : undefined;
  return typeof value === 'string' ? value : undefined;
};

const faultOf = (from: Place, specifier: string | undefined): string | null => {
  if (specifier === undefined) return 'Write the path of an import as a plain string.';
  if (specifier.includes('../')) return 'Write #folder/file.ts across folders, never ../.';
  if (ADAPTER.test(basename(specifier)) && !COMPOSES.has(from.folder) && !ADAPTER.test(from.file))
    return 'Adapters are imported by app.ts, tests and other adapters alone: import the port.';
  if (specifier.startsWith('#')) return directionFault(from, placeOf(specifier.slice(1)));
  return specifier.startsWith('.') ? null : packageFault(from, specifier);
};

const directionFault = (from: Place, to: Place): string | null => {
  if (COMPOSES.has(from.folder)) return null;
  const allowed = MAY_IMPORT[from.folder];
  if (allowed === undefined) return `src/${from.folder} is not in the table of .oxlint/import-directions.ts.`;
  if (to.folder === from.folder) return from.isNested ? null : 'Write ./file.ts inside a folder.';
  if (allowed.includes(to.folder) || allowed.includes(`${to.folder}/${to.file}`)) return null;
  return `${from.folder} may not import ${to.folder}; it may import ${allowed.join(', ') || 'nothing of ours'}.`;
};

const packageFault = (from: Place, specifier: string): string | null => {
  const rule = PACKAGES.find(({ name }) => name.test(specifier));
  return rule === undefined || rule.isAllowedIn(from) ? null : `${specifier} belongs in ${rule.where}.`;
};
