import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { createPlainLineReporter } from './support/plain-line-reporter.ts';

const SECOND = 1_000;

// One kind after the other: what starts servers and measures time does not compete with the unit tests for the processor.
const project = (name: string, test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration => ({
  extends: true,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...test },
});

/** What is promised in seconds of the clock is tried first, while nothing else runs. */
const TIMED = 'test/e2e/demo.test.ts';

const onServers = { globalSetup: ['test/support/global-setup.ts'], hookTimeout: 60 * SECOND };

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  // Bundled and plain imports of graphql must meet in one module ("another module or realm").
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
  test: {
    reporters: ['default', createPlainLineReporter((line) => process.stdout.write(line))],
    maxWorkers: 2,
    projects: [
      project('demo', { include: [TIMED], testTimeout: 90 * SECOND, sequence: { groupOrder: 0 } }),
      project('unit', { testTimeout: 10 * SECOND, sequence: { groupOrder: 1 } }),
      project('contract', { ...onServers, testTimeout: 30 * SECOND, sequence: { groupOrder: 2 } }),
      project('e2e', { ...onServers, exclude: [TIMED], testTimeout: 90 * SECOND, sequence: { groupOrder: 3 } }),
    ],
  },
});
