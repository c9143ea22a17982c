import type { Reporter, TestModule } from 'vitest/node';

/** Ends the run with one plain line, `N passed, N failed`, for people and scripts; the exit code stays Vitest's. */
export const createPlainLineReporter = (write: (line: string) => void): Reporter => ({
  onTestRunEnd(modules, unhandledErrors) {
    write(`${plainLine(modules, unhandledErrors.length)}\n`);
  },
});

const plainLine = (modules: readonly TestModule[], unhandledErrors: number): string => {
  const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
  const brokenSuites = suites.filter((suite) => suite.errors().length > 0).length;
  const count = (wanted: string): number => states.filter((state) => state === wanted).length;
  const failed = count('failed') + brokenSuites + unhandledErrors;
  const skipped = count('skipped');
  return `${count('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
};
