import type { ExecutionArgs, ExecutionResult, GraphQLSchema } from 'graphql';
import { actorOf } from '#access/audit/actor-of.ts';
import { denialSource } from '#access/audit/denial-source.ts';
import { mutationAuditOf } from '#api/audit/mutation-audit.ts';
import { outcomeOfErrors } from '#api/audit/outcome-of-errors.ts';
import type { ApiContext } from '#api/context.ts';
import type { SharedSubscriptions } from '#api/shared-subscriptions.ts';
import type { SettledOperation } from '#api/audit/settled-operation.ts';
import { type OperationSummary, summaryOf } from './operation-summary.ts';
import { watchEnd } from './watch-end.ts';

type Execute = (args: ExecutionArgs) => Promise<ExecutionResult> | ExecutionResult;

/** Tells the audit of every query, of mutations that none of their fields told of, and the context of everything. */
export const auditExecution = (execute: Execute): Execute =>
  function executeAudited(args) {
    const call = callOf(args);
    const result = execute(args);
    if (!(result instanceof Promise)) return settled(call, result);
    return result.then((answer) => settled(call, answer));
  };

/** Tells the audit when subscriptions begin and end. */
export const auditSubscriptions = ({ subscribe, ...others }: SharedSubscriptions): SharedSubscriptions => ({
  ...others,
  async subscribe(args) {
    const call = callOf(args);
    const answer = await subscribe(args);
    if (!(Symbol.asyncIterator in answer)) return settled(call, answer);
    tell(call, { outcome: 'OK', action: 'subscription.started' });
    return watchEnd(answer, (messages) => tell(call, { outcome: 'OK', action: 'subscription.ended', messages }));
  },
});

/** An operation in hand. */
type Call = {
  readonly context: ApiContext;
  readonly operation: OperationSummary;
  /** All of it is summed up by the minute. */
  readonly isTallied: boolean;
  readonly at: Date;
  readonly startedAt: number;
};

const callOf = ({ schema, document, operationName, contextValue }: ExecutionArgs): Call => {
  const context = contextValue as ApiContext;
  const operation = summaryOf(document, operationName);
  return { context, operation, isTallied: isTallied(schema, operation), at: context.ports.now(), startedAt: performance.now() };
};

const isTallied = (schema: GraphQLSchema, { type, fields }: OperationSummary): boolean => {
  if (type !== 'mutation') return false;
  const mutations = schema.getMutationType()?.getFields() ?? {};
  return fields.every((field) => mutationAuditOf(mutations[field]?.extensions).kind === 'TALLY');
};

const settled = (call: Call, answer: ExecutionResult): ExecutionResult => {
  const outcome = outcomeOfErrors(answer.errors);
  tell(call, { outcome, action: call.operation.type });
  return answer;
};

type Told = { readonly outcome: SettledOperation['outcome']; readonly action: string; readonly messages?: number };

const tell = (call: Call, { outcome, action, messages }: Told): void => {
  const { context, operation, at } = call;
  const { ports, principal, address } = context;
  const durationMs = performance.now() - call.startedAt;
  context.settled({ type: operation.type, name: operation.name, outcome, durationMs });
  if (context.audited.mutations > 0) return;
  if (call.isTallied) return ports.audit.tally(principal, { accepted: 0, rejected: 0, isFailed: true });
  const details = { fields: operation.fields, ...(messages !== undefined && { messages }) };
  const entry = { at, actor: actorOf(principal), action, target: null, operationName: operation.name, outcome, durationMs, details };
  return outcome === 'DENIED' ? ports.audit.deny(entry, denialSource(principal, address)) : ports.audit.note(entry);
};
