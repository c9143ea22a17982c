import { randomUUID } from 'node:crypto';
import type { Endpoint } from './endpoint.ts';
import { askPreferences } from './proof/ask-preferences.ts';
import { askServer } from './proof/ask-server.ts';
import { claimsExpected, claimsFound, type RuleCategories } from './proof/case-claims.ts';
import type { RuleCategory } from './proof/claim.ts';
import { confusion, type RuleProof } from './proof/confusion.ts';
import { createProofCase, proofId } from './proof/create-proof-case.ts';
import type { ProofCase, ProofStory } from './proof/proof-case.ts';
import { PROOF_STORIES } from './proof/proof-stories.ts';
import { type CaseFindings, readFindings } from './proof/read-findings.ts';
import { untilProcessed } from './proof/until-processed.ts';
import { sendBatch, type Wire } from './send-batch.ts';
import { createRandom } from './story/random.ts';

/** How long events may take from acceptance to the store. */
const PROCESSING_MS_MAX = 60_000;
/** The longest case fits between its beginning and now. */
const STORY_MS = 600_000;
const MINUTE_MS = 60_000;
const RUN_ID_CHARACTERS = 8;

/**
 * Tells stories whose findings are known beforehand through the public API, in the order of the seed, waits until they are
 * processed, and compares what was found and which alerts were raised, by rule, subject and window. Rejects when a batch
 * is refused, or when its events are not all stored.
 */
export const verify = async (wire: Wire, seed = 1): Promise<readonly RuleProof[]> => {
  const run: Run = { wire, runId: randomUUID().slice(0, RUN_ID_CHARACTERS), startsAt: wholeMinute(Date.now() - STORY_MS) };
  const cases: ProofCase[] = [];
  for (const story of shuffled(PROOF_STORIES, seed)) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as the stories are told
    cases.push(await tell(story, run));
  }
  await untilProcessed(wire, PROCESSING_MS_MAX);
  const rules = await readRules(wire);
  const read = await Promise.all(cases.map(async (one) => ({ one, found: await readWhole(wire, one) })));
  return confusion(
    read.flatMap(({ one, found }) => claimsExpected(one, found, rules)),
    read.flatMap(({ one, found }) => claimsFound(one, found, rules)),
  );
};

type Run = { readonly wire: Wire; readonly runId: string; readonly startsAt: Date };

const shuffled = <T>(all: readonly T[], seed: number): readonly T[] => {
  const random = createRandom(seed);
  const drawn = all.map((one) => ({ one, place: random.next() }));
  return drawn.toSorted((a, b) => a.place - b.place).map(({ one }) => one);
};

const wholeMinute = (ms: number): Date => new Date(Math.floor(ms / MINUTE_MS) * MINUTE_MS);

const tell = async (story: ProofStory, { wire, runId, startsAt }: Run): Promise<ProofCase> => {
  const id = proofId(story, runId);
  const one = createProofCase(story, id, story.asks === undefined ? startsAt : await askPreferences(wire, id, story.asks));
  await send(one, wire);
  return one;
};

const send = async ({ contentId, name, events }: ProofCase, wire: Wire): Promise<void> => {
  const sent = await sendBatch({ batchId: contentId, events }, wire);
  if (sent.kind === 'failed' || sent.rejected > 0) throw new Error(`the story of ${name} was not taken: ${sent.complaint}`);
};

const readRules = async (endpoint: Endpoint): Promise<RuleCategories> => {
  const { rules } = await askServer<{ readonly rules: readonly RuleCategory[] }>(endpoint, '{ rules { key category } }');
  return new Map(rules.map((rule) => [rule.key, rule]));
};

const readWhole = async (endpoint: Endpoint, one: ProofCase): Promise<CaseFindings> => {
  const found = await readFindings(endpoint, one);
  if (found.events.length === one.events.length) return found;
  throw new Error(`of the story of ${one.name}, ${found.events.length} of ${one.events.length} events are stored`);
};
