import { apiError, badUserInput, overloaded } from '#api/api-error.ts';
import type { ApiContext } from '#api/context.ts';
import type { FunnelStepCount } from '#domain/funnels/funnel-tally.ts';
import type { FunnelOutcome } from '#store/funnels/funnel-reader.ts';
import type { Range } from '#store/statistics/statistics-reader.ts';
import { type FunnelInput, readFunnelInput } from './funnel-input.ts';

/** A step beside the steps it is compared with. */
export type CountedStep = FunnelStepCount & {
  readonly index: number;
  /** Viewers of the step before; of the first step its own. */
  readonly previous: number;
  /** Viewers of the first step. */
  readonly first: number;
};

/** A funnel that was counted. */
export type CountedFunnel = { readonly range: Range; readonly steps: readonly CountedStep[] };

/** Counts the funnel a client asks for; throws BAD_USER_INPUT for one that cannot be meant or reads too much, OVERLOADED while others count. */
export const readFunnel = async ({ ports, signal }: ApiContext, input: typeof FunnelInput.$inferInput): Promise<CountedFunnel> => {
  const request = readFunnelInput(input, ports.now());
  const counts = countsOf(await ports.funnels.read(request, signal));
  const first = counts[0]?.viewers ?? 0;
  return {
    range: request.range,
    steps: counts.map((count, index) => ({ ...count, index, previous: counts[index - 1]?.viewers ?? first, first })),
  };
};

/** A share, 0 of nobody. */
export const conversion = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

const countsOf = (outcome: FunnelOutcome): readonly FunnelStepCount[] => {
  switch (outcome.kind) {
    case 'COUNTED':
      return outcome.steps;
    case 'TOO_MUCH':
      throw badUserInput(`A funnel may look at ${outcome.eventsMax} events: shorten the range, or name the contentId of steps.`);
    case 'BUSY':
      throw overloaded('As many funnels as may are being counted; ask again after retryAfterMs.', outcome.retryAfterMs);
    case 'ABANDONED':
      throw apiError('UNAVAILABLE', 'Nobody waited for the answer any more.');
    default:
      return outcome satisfies never;
  }
};
