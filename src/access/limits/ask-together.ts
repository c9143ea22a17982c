/** Questions asked in one call; those that wait for it beyond QUESTIONS_WAITING_MAX fail at once. */
const QUESTIONS_PER_CALL_MAX = 500;
const QUESTIONS_WAITING_MAX = 10_000;

/** Asks a question, and rejects as the call it went with does. */
type Ask<Question, Answer> = (question: Question) => Promise<Answer>;

/**
 * Questions asked in the same turn of the event loop, or while a call is under way, go into one call, whose answers come in their order:
 * under load many requests share a round trip, and none waits for more than two.
 */
export const createAskTogether = <Question, Answer>(
  call: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): Ask<Question, Answer> => {
  type Waiting = PromiseWithResolvers<Answer> & { readonly question: Question };
  const waiting: Waiting[] = [];
  let isRunning = false;

  async function callWith(group: readonly Waiting[]): Promise<void> {
    try {
      const answers = await call(group.map(({ question }) => question));
      group.forEach(({ resolve }, i) => resolve(answers[i] as Answer));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      // oxlint-disable-next-line no-await-in-loop -- what is asked meanwhile is the next group
      await callWith(waiting.splice(0, QUESTIONS_PER_CALL_MAX));
    }
    isRunning = false;
  }

  return function askTogether(question) {
    if (waiting.length >= QUESTIONS_WAITING_MAX) return Promise.reject(new Error('too many questions wait for an answer'));
    const asked = Promise.withResolvers<Answer>();
    waiting.push({ question, ...asked });
    if (!isRunning) setImmediate(() => void run());
    isRunning = true;
    return asked.promise;
  };
};
