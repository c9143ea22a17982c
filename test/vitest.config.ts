import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { createPlainLineReporter } from './support/plain-line-reporter.ts';

const SECOND = 1_000;

// One kind after the other: what starts servers and measures time does not compete with the unit tests for the processor.
const project = (name: string, test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration => ({
  extends: true,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...test },
});

const onServers = { globalSetup: ['test/support/global-setup.ts'], hookTimeout: 60 * SECOND };

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  // Bundled and plain imports of graphql must meet in one module ("another module or realm").
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
  test: {
    reporters: ['default', createPlainLineReporter((line) => process.stdout.write(line))],
    maxWorkers: 2,
    projects: [
      project('unit', { testTimeout: 10 * SECOND, sequence: { groupOrder: 0 } }),
      project('contract', { ...onServers, testTimeout: 30 * SECOND, sequence: { groupOrder: 1 } }),
      project('e2e', { ...onServers, testTimeout: 90 * SECOND, sequence: { groupOrder: 2 } }),
    ],
  },
});
