import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

type Locked = { readonly version?: string; readonly optionalDependencies?: Readonly<Record<string, string>> };

it('locks every binary for another platform, or `npm ci` refuses the lock file (mend it with `npx node .ci/complete-lock.ts`)', async () => {
  const text = await readFile(new URL('../../../package-lock.json', import.meta.url), 'utf8');
  const { packages } = JSON.parse(text) as { packages: Readonly<Record<string, Locked>> };
  const missing = Object.entries(packages).flatMap(([parent, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages) && !(`${parent}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});
