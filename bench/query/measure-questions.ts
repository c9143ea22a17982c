import { publishedOperation } from '../support/published-operation.ts';
import { type Question, QUESTIONS, type Round } from './questions.ts';
import type { Subject } from './start-subject.ts';

/** How long each request of one question took, by the place of the subject. */
export type Measured = { readonly question: Question; readonly ms: readonly (readonly number[])[] };

/** Rounds before the clock counts: code is compiled, caches and plans are there. */
const WARM_UP_ROUNDS = 50;

/**
 * Asks every question once in each round, of one subject after the other, so that whatever else the machine does meets all
 * alike; those that are not bounded have rounds of their own, where they do not get in the way of the others.
 */
export const measureQuestions = async (subjects: readonly Subject[], rounds: number): Promise<readonly Measured[]> => {
  const all = await Promise.all(QUESTIONS.map(async (question) => ({ question, query: await publishedOperation(question.operation) })));
  const asked = all.flatMap(({ question, query }) => subjects.map((subject) => ({ question, query, subject, ms: [] as number[] })));
  for (const isBounded of [true, false]) {
    await askInRounds(
      asked.filter(({ question }) => question.isBounded === isBounded),
      rounds,
    );
  }
  return QUESTIONS.map((question) => ({ question, ms: asked.filter((asking) => asking.question === question).map(({ ms }) => ms) }));
};

const askInRounds = async (asked: readonly (Asking & { readonly ms: number[] })[], rounds: number): Promise<void> => {
  const now = new Date();
  for (let number = 0; number < WARM_UP_ROUNDS + rounds; number++) {
    for (const asking of asked) {
      const ms = await askOnce(asking, { number, now });
      if (number >= WARM_UP_ROUNDS) asking.ms.push(ms);
    }
  }
};

type Asking = { readonly question: Question; readonly query: string; readonly subject: Subject };

const askOnce = async ({ question, query, subject }: Asking, round: Omit<Round, 'known'>): Promise<number> => {
  const { data, ms } = await subject.ask(query, question.variables({ ...round, known: subject.known }));
  if (!isSomething(question.found(data))) throw new Error(`${question.operation} found nothing: ${JSON.stringify(data)}`);
  return ms;
};

const isSomething = (found: unknown): boolean => (Array.isArray(found) ? found.length > 0 : typeof found === 'number' && found > 0);
