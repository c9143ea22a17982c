/** How questions go together. */
export type AskingTogether<Question, Answer> = {
  /** Answers some questions, in their order. What it rejects with goes to everybody who asked. */
  readonly call: (questions: readonly Question[]) => Promise<readonly Answer[]>;
  /** How many of those that wait go into the next call; one does in any case. */
  readonly groupSize: (waiting: readonly { readonly question: Question }[]) => number;
  /** Questions that wait beyond those under way. */
  readonly waitingMax: number;
};

/** Asks a question; null, without asking, when too many wait. */
export type AskTogether<Question, Answer> = (question: Question) => Promise<Answer> | null;

/**
 * Questions asked in the same turn of the event loop, or while a call is under way, go into one call: under load many requests share a
 * round trip, and none waits for more than two.
 */
export const createAskTogether = <Question, Answer>({
  call,
  groupSize,
  waitingMax,
}: AskingTogether<Question, Answer>): AskTogether<Question, Answer> => {
  type Asked = PromiseWithResolvers<Answer> & { readonly question: Question };
  const waiting: Asked[] = [];
  let isRunning = false;

  async function callWith(group: readonly Asked[]): Promise<void> {
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
      await callWith(waiting.splice(0, Math.max(1, groupSize(waiting))));
    }
    isRunning = false;
  }

  return function askTogether(question) {
    if (waiting.length >= waitingMax) return null;
    const asked = Promise.withResolvers<Answer>();
    waiting.push({ question, ...asked });
    if (!isRunning) setImmediate(() => void run());
    isRunning = true;
    return asked.promise;
  };
};
