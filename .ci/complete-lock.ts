/**
 * Adds to package-lock.json the binaries for other platforms that `npm install` left out.
 *
 * A registry that does not serve every platform's binary of a package makes npm write a lock file without them, and
 * `npm ci` then refuses that file, on every platform. Run after a change of dependencies: `npx node .ci/complete-lock.ts`.
 */
import { readFile, writeFile } from 'node:fs/promises';

type Locked = { readonly version?: string; readonly dev?: boolean; readonly optionalDependencies?: Readonly<Record<string, string>> };
type LockFile = { readonly packages: Record<string, Locked> };

const LOCK_FILE = new URL('../package-lock.json', import.meta.url);
const EXACT_VERSION = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
const PLATFORM =
  /(?<os>android|darwin|freebsd|linux|openharmony|win32)-(?<cpu>arm64|arm|x64|ia32|ppc64|riscv64|s390x)(-(?<abi>gnu|musl|msvc|eabi)\w*)?$/;
const LIBC: Readonly<Record<string, string>> = { gnu: 'glibc', musl: 'musl' };

const lock: LockFile = JSON.parse(await readFile(LOCK_FILE, 'utf8'));
const missing = Object.values(lock.packages).flatMap((parent) =>
  Object.entries(parent.optionalDependencies ?? {})
    .filter(([name, version]) => lock.packages[`node_modules/${name}`] === undefined && EXACT_VERSION.test(version))
    .flatMap(([name, version]) => platformEntry(name, version, parent)),
);
const packages = Object.fromEntries([...Object.entries(lock.packages), ...missing].toSorted(([a], [b]) => a.localeCompare(b, 'en')));
await writeFile(LOCK_FILE, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
process.stdout.write(`${missing.length} platform binaries added to package-lock.json\n`);

function platformEntry(name: string, version: string, parent: Locked): readonly (readonly [string, Locked])[] {
  const platform = PLATFORM.exec(name)?.groups;
  if (platform === undefined) return [];
  const libc = LIBC[platform['abi'] ?? ''];
  const entry = {
    version,
    cpu: [platform['cpu']],
    ...(parent.dev === true ? { dev: true } : {}),
    ...(libc === undefined ? {} : { libc: [libc] }),
    optional: true,
    os: [platform['os']],
  };
  return [[`node_modules/${name}`, entry]];
}
