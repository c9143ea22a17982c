import {
  createSourceEventStream,
  executeSubscriptionEvent,
  type ExecutionArgs,
  type ExecutionResult,
  mapSourceToResponseEvent,
  type RootSelectionSetExecutor,
  validateSubscriptionArgs,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { alertCursor } from '#domain/cursor.ts';
import { type CostBudget, type OperationPrice, withPrice } from './cost/cost-budget.ts';
import { type ApiContext, createContext, permissionsOf } from './context.ts';
import { operationKey } from './operation-key.ts';
import { presentError } from './present-error.ts';
import { refusePersonalData } from './refuse-personal-data.ts';

/** Subscriptions that differ only in where they begin share the work that each message takes. */
export type SharedSubscriptions = {
  /**
   * As graphql-js' `subscribe`, but a message is executed once for all equal subscriptions, which get the very same result, unless it failed.
   * A message is recognised by its identity, and executed in a context of its own. `contextValue` must be an ApiContext.
   * An operation above the budget is refused. Errors in results are already presented.
   */
  subscribe(args: ExecutionArgs): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult>;
  /** Where to resume after this result, or null when it is none of ours. */
  cursorOf(result: ExecutionResult): string | null;
  /** The result as JSON, written once. */
  textOf(result: ExecutionResult): string;
};

/** Executed messages kept for subscribers that come to them later than the first. */
const SHARED_RESULTS_MAX = 1_024;

type Answer = Promise<ExecutionResult>;
/** What equal subscriptions have in common. */
type Shared = { readonly context: ApiContext; readonly key: string; readonly price: OperationPrice };

type Sharing = { readonly log: Logger; readonly costBudget: CostBudget };

/** Sharing within one process. */
export const createSharedSubscriptions = ({ log, costBudget }: Sharing): SharedSubscriptions => {
  const answers = new LRUCache<string, Answer>({ max: SHARED_RESULTS_MAX });
  const cursors = new WeakMap<ExecutionResult, string>();
  const texts = new WeakMap<ExecutionResult, string>();
  const numberOf = createNumbering();

  const execute = async ({ context: { ports, principal }, price }: Shared, args: Parameters<RootSelectionSetExecutor>[0]): Answer => {
    const contextValue = createContext(ports, principal);
    const answer = withPrice(await executeSubscriptionEvent({ ...args, contextValue }), price);
    const result = present(answer, { requestId: contextValue.requestId, log });
    const { rootValue } = args;
    if (hasPosition(rootValue)) cursors.set(result, alertCursor.encode(rootValue.position));
    return result;
  };

  const executeOnce = (shared: Shared): RootSelectionSetExecutor =>
    function executeShared(args) {
      const name = `${numberOf(args.rootValue as object)}/${shared.key}`;
      const known = answers.get(name);
      if (known !== undefined) return known;
      const answer = execute(shared, args);
      answers.set(name, answer);
      forgetFailure(answers, name, answer);
      return answer;
    };

  return {
    async subscribe(args) {
      const price = costBudget.priceOf(args);
      const refusal = costBudget.refusalOf(price);
      if (refusal !== null) return refusal;
      const personal = refusePersonalData(args);
      if (personal !== null) return { errors: [personal] };
      const validated = validateSubscriptionArgs(args);
      if (!('schema' in validated)) return { errors: validated };
      const source = await createSourceEventStream(validated);
      if (!(Symbol.asyncIterator in source)) return source;
      const context = args.contextValue as ApiContext;
      const key = operationKey(validated, permissionsOf(context.principal));
      return mapSourceToResponseEvent(validated, source, executeOnce({ context, key, price }));
    },
    cursorOf: (result) => cursors.get(result) ?? null,
    textOf(result) {
      const known = texts.get(result);
      if (known !== undefined) return known;
      const text = JSON.stringify(result);
      texts.set(result, text);
      return text;
    },
  };
};

/** Who waits for a failure shares it; who comes later tries again. */
const forgetFailure = (answers: LRUCache<string, Answer>, name: string, answer: Answer): void => {
  const forget = (): void => {
    if (answers.peek(name) === answer) answers.delete(name);
  };
  answer.then(({ errors }) => errors && forget(), forget);
};

const present = ({ errors, ...result }: ExecutionResult, incident: Parameters<typeof presentError>[1]): ExecutionResult =>
  errors === undefined ? result : { errors: errors.map((error) => presentError(error, incident)), ...result };

const hasPosition = (message: unknown): message is { readonly position: number } =>
  typeof message === 'object' && message !== null && 'position' in message && typeof message.position === 'number';

/** Gives every object a number, for as long as it lives. */
const createNumbering = (): ((object: object) => number) => {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  return function numberOf(object) {
    const known = numbers.get(object);
    if (known !== undefined) return known;
    numbers.set(object, ++last);
    return last;
  };
};
