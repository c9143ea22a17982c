import { randomUUID } from 'node:crypto';
import { type Claim, confusion, type RuleProof } from './proof/confusion.ts';
import { askPreferences } from './proof/ask-preferences.ts';
import { createProofCase, proofId } from './proof/create-proof-case.ts';
import type { ProofCase, ProofStory } from './proof/proof-case.ts';
import { PROOF_STORIES } from './proof/proof-stories.ts';
import { readFindings } from './proof/read-findings.ts';
import { untilProcessed } from './proof/until-processed.ts';
import { sendBatch, type Wire } from './send-batch.ts';

/** How long events may take from acceptance to the store. */
const PROCESSING_MS_MAX = 60_000;
/** The longest case fits between its beginning and now. */
const STORY_MS = 600_000;
const MINUTE_MS = 60_000;
const RUN_ID_CHARACTERS = 8;

/** Rules that learn: what they find is not known beforehand. */
const NOT_DETERMINISTIC: ReadonlySet<string> = new Set(['anomalous-behaviour']);

/** The row of what came too late: each rule that could not be asked is a claim of its own. */
export const SKIPPED = 'skipped rules';

/**
 * Tells stories whose findings are known beforehand through the public API, waits until they are processed, and compares
 * what was found, by rule, subject and window. Rejects when a batch is refused, or when its events are not all stored.
 */
export const verify = async (wire: Wire): Promise<readonly RuleProof[]> => {
  const run: Run = {
    wire,
    runId: randomUUID().slice(0, RUN_ID_CHARACTERS),
    startsAt: wholeMinute(Date.now() - STORY_MS),
  };
  const cases: ProofCase[] = [];
  for (const story of PROOF_STORIES) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as the stories are told
    cases.push(await tell(story, run));
  }
  await untilProcessed(wire.url, PROCESSING_MS_MAX);
  const found = await Promise.all(cases.map((one) => claimsFound(wire.url, one)));
  return confusion(cases.flatMap(claimsExpected), found.flat());
};

type Run = { readonly wire: Wire; readonly runId: string; readonly startsAt: Date };

const wholeMinute = (ms: number): Date => new Date(Math.floor(ms / MINUTE_MS) * MINUTE_MS);

const tell = async (story: ProofStory, { wire, runId, startsAt }: Run): Promise<ProofCase> => {
  const id = proofId(story, runId);
  const one = createProofCase(story, id, story.asks === undefined ? startsAt : await askPreferences(wire.url, id, story.asks));
  await send(one, wire);
  return one;
};

const send = async ({ contentId, name, events }: ProofCase, wire: Wire): Promise<void> => {
  const sent = await sendBatch({ batchId: contentId, events }, wire);
  if (sent.kind === 'failed' || sent.rejected > 0) throw new Error(`the story of ${name} was not taken: ${sent.complaint}`);
};

const claimsExpected = (one: ProofCase): readonly Claim[] => claims(one, one.expected, one.skipped);

const claimsFound = async (url: string, one: ProofCase): Promise<readonly Claim[]> => {
  const { events, rules, skipped } = await readFindings(url, one);
  if (events !== one.events.length) throw new Error(`of the story of ${one.name}, ${events} of ${one.events.length} events are stored`);
  return claims(one, [...rules].filter(isDeterministic), [...skipped].filter(isDeterministic));
};

const isDeterministic = (rule: string): boolean => !NOT_DETERMINISTIC.has(rule);

const claims = ({ subject, events }: ProofCase, rules: readonly string[], skipped: readonly string[]): readonly Claim[] => {
  const times = events.map(({ timestamp }) => timestamp).toSorted();
  const window = { from: times[0] ?? '', to: times.at(-1) ?? '' };
  return [
    ...rules.map((rule) => ({ rule, subject, ...window })),
    ...skipped.map((rule) => ({ rule: SKIPPED, subject: `${subject}: ${rule}`, ...window })),
  ];
};
