import { observationOf } from '#assessment/assess-events.ts';
import { openCountryDatabase } from '#assessment/geo/open-country-database.ts';
import type { IdentifiedEvent } from '#domain/playback-event.ts';
import { NO_PREFERENCES } from '#domain/privacy-preferences.ts';
import { createMemoryActivityWindows } from '#facts/memory-activity-windows.ts';
import { consentOfEvent } from '#privacy/consent/consent-of-event.ts';
import { decodeTcString } from '#privacy/consent/decode-tc-string.ts';
import { CATALOGUE } from '#scoring/catalogue.ts';
import { createRuleset } from '#scoring/ruleset.ts';
import { scoreEvent } from '#scoring/score-event.ts';
import { EVENTS_PER_REQUEST } from '../ingest/request-bodies.ts';
import { round } from '../support/round.ts';
import { say } from '../support/say.ts';
import { createStopwatch, type Stopwatch } from './stopwatch.ts';
import { identified, scoringEvents } from './scoring-events.ts';

/** What the command line says. */
export type ScoringOptions = { readonly events: number; readonly json: boolean };

/** Batches before the clock starts: code is compiled, caches are filled. */
const WARM_UP_BATCHES = 40;
/** What everything is held against: an event cannot be had for less than reading it. */
const PARSE = 'parse';

/** What assessing an event costs a worker, step by step, as a multiple of parsing its JSON. */
export const benchScoring = async ({ events, json }: ScoringOptions): Promise<void> => {
  const { bodies, batches } = scoringEvents(events + WARM_UP_BATCHES * EVENTS_PER_REQUEST);
  const countryOf = await openCountryDatabase(null);
  const ruleset = createRuleset(CATALOGUE);
  const watch = createStopwatch();
  await using windows = createMemoryActivityWindows();
  for (const [index, batch] of batches.entries()) {
    if (index === WARM_UP_BATCHES) watch.reset();
    watch.time(PARSE, () => JSON.parse(bodies[index] ?? ''));
    const all = batch.map((event) => identified(event, countryOf));
    decodeAnew(watch, all);
    const consents = watch.time('consent decision', () => all.map(({ event }) => consentOfEvent(event, event.consent)));
    // oxlint-disable-next-line no-await-in-loop -- one batch after the other, as a worker has them
    const facts = await windows.observe(all.map((one) => observationOf({ entryId: `${index}`, identified: one })));
    watch.time('all rules', () =>
      all.map((one, i) => {
        const [consent, known] = [consents[i], facts[i]];
        return (
          consent && known && scoreEvent(ruleset, { ...one, consent, facts: known, preferences: NO_PREFERENCES }, one.event.receivedAt)
        );
      }),
    );
  }
  print(watch, { events, json });
};

/** Decoding a string nobody has seen: the cache is passed by with a string of another moment, which decodes the same. */
const decodeAnew = (watch: Stopwatch, all: readonly IdentifiedEvent[]): void => {
  const texts = all.flatMap(({ event }) => event.consent?.tcString ?? []).map(atAnotherMoment);
  if (texts.length > 0) watch.time('decoding a new TC string', () => texts.forEach(decodeTcString), texts.length);
};

let moments = 0;
/** Characters 1 to 6 are when the string was made. */
const atAnotherMoment = (text: string): string => `C${(moments++).toString(36).padStart(6, 'A').slice(-6)}${text.slice(7)}`;

const print = (watch: Stopwatch, { events, json }: ScoringOptions): void => {
  const microseconds = watch.microsecondsPerItem(EVENTS_PER_REQUEST);
  const parse = microseconds[PARSE] ?? Number.NaN;
  const ratios = Object.fromEntries(Object.entries(microseconds).map(([step, us]) => [step, round(us / parse, 2)]));
  for (const [step, us] of Object.entries(microseconds))
    say(`${step.padEnd(28)} ${us.toFixed(2).padStart(8)} µs   ${ratios[step]} × parsing`);
  if (json) say(JSON.stringify({ events, microsecondsPerEvent: microseconds, ratioToParse: ratios }));
};
