import { say } from '../support/say.ts';
import { openServices } from '../support/services.ts';
import { reportHotFunctions } from '../support/hot-functions.ts';
import { ingestFigures, type IngestRun } from './ingest-figures.ts';
import { measureFloor } from './measure-floor.ts';
import { measurePath } from './measure-path.ts';
import type { IngestSizes } from './measure-pipeline.ts';
import { printIngest } from './print-ingest.ts';

/** What the command line says. */
export type IngestOptions = {
  readonly events: number;
  readonly runs: number;
  readonly json: boolean;
  readonly profile: boolean;
};

/** Seconds at half load. */
const STEADY_SECONDS = 10;
const WARM_UP_EVENTS_MAX = 40_000;
const PROFILE_FOLDER = '.tmp/profile-ingest';

/** The whole path beside the floor, `runs` times in turn; the figures are medians. */
export const benchIngest = async ({ events, runs, json, profile }: IngestOptions, stack: AsyncDisposableStack): Promise<void> => {
  const services = await openServices(stack);
  const sizes: IngestSizes = { events, warmUpEvents: Math.min(events, WARM_UP_EVENTS_MAX), steadySeconds: STEADY_SECONDS };
  const measured: IngestRun[] = [];
  for (let run = 1; run <= runs; run++) {
    say(`run ${run} of ${runs}: the whole path, ${events} events …`);
    const path = await measurePath({ services, sizes, profileFolder: profile ? PROFILE_FOLDER : null }, stack);
    say(`run ${run} of ${runs}: the floor, ${events} events …`);
    measured.push({ path, floor: await measureFloor({ services, sizes }, stack) });
  }
  const figures = ingestFigures(measured);
  printIngest(figures);
  const latest = measured.at(-1)?.path.span;
  if (profile && latest !== undefined)
    for (const role of ['api', 'worker']) await reportHotFunctions(`${PROFILE_FOLDER}/${role}.cpuprofile`, latest);
  if (json) say(JSON.stringify(figures));
};
