import { percentile } from '../support/percentile.ts';
import { round } from '../support/round.ts';
import type { Measured } from './measure-questions.ts';
import type { Subject } from './start-subject.ts';

/** What `bench query --json` ends with. */
export type QueryFigures = ReturnType<typeof queryFigures>;

/** The figures of all questions; the first subject holds fewer events than the second. */
export const queryFigures = ([small, large]: readonly [Subject, Subject], measured: readonly Measured[]) => {
  const operations = measured.map(operationFigures);
  const bounded = operations.filter(({ isBounded }) => isBounded);
  return {
    events: large.filled.events,
    fewEvents: small.filled.events,
    worstRatio: Math.max(...bounded.map(({ ratio }) => ratio ?? Number.POSITIVE_INFINITY)),
    worstP99Ms: Math.max(...bounded.map(({ p99Ms }) => p99Ms ?? Number.POSITIVE_INFINITY)),
    megabytes: round(large.filled.megabytes, 0),
    countingMicroseconds: round(large.filled.countingMicroseconds, 1),
    countingMicrosecondsOfFew: round(small.filled.countingMicroseconds, 1),
    operations,
  };
};

const operationFigures = ({ question, ms: [few = [], many = []] }: Measured) => ({
  operation: question.operation,
  isBounded: question.isBounded,
  p50Ms: round(percentile(many, 50), 2),
  p99Ms: round(percentile(many, 99), 2),
  p50MsOfFew: round(percentile(few, 50), 2),
  p99MsOfFew: round(percentile(few, 99), 2),
  ratio: round(percentile(many, 99) / percentile(few, 99), 2),
});
