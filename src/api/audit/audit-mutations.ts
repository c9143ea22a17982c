import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core';
import type { GraphQLFieldResolver } from 'graphql';
import { shortName } from '#access/audit/short-name.ts';
import { actorOf } from '#access/audit/actor-of.ts';
import { denialSource } from '#access/audit/denial-source.ts';
import type { AuditEntry } from '#domain/audit/audit-entry.ts';
import type { ApiContext } from '#api/context.ts';
import { type MutationAudit, mutationAuditOf } from './mutation-audit.ts';
import { outcomeOfError } from './outcome-of-errors.ts';

declare global {
  // oxlint-disable-next-line typescript/no-namespace -- how Pothos is told of a plugin
  namespace PothosSchemaTypes {
    // oxlint-disable-next-line typescript/consistent-type-definitions -- an interface is what can be added to
    interface Plugins<Types extends SchemaTypes> {
      auditMutations: AuditMutations<Types>;
    }
  }
}

/** Name of the plugin by which no mutation is answered before it is audited. It must be the first, to see what others refuse. */
export const AUDIT_MUTATIONS = 'auditMutations';

class AuditMutations<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context'], object>,
    { kind, name, extensions }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    if (kind !== 'Mutation') return resolve;
    const audit = mutationAuditOf(extensions);
    // oxlint-disable-next-line max-params -- the parameters of a resolver
    return async function auditMutation(root, args, context, info): Promise<unknown> {
      const called = info.operation.name;
      const call = callOf(context as unknown as ApiContext, name, called === undefined ? null : shortName(called.value));
      try {
        const payload: unknown = await resolve(root, args, context, info);
        await tellDone(call, audit, payload);
        return payload;
      } catch (error) {
        tellFailed(call, audit, error);
        throw error;
      }
    };
  }
}

SchemaBuilder.registerPlugin(AUDIT_MUTATIONS, AuditMutations);

/** One mutation in hand. */
type Call = {
  readonly context: ApiContext;
  readonly startedAt: number;
  readonly begun: Omit<AuditEntry, 'target' | 'outcome' | 'details'>;
};

const callOf = (context: ApiContext, action: string, operationName: string | null): Call => {
  context.audited.mutations += 1;
  const begun = { at: context.ports.now(), actor: actorOf(context.principal), action, operationName };
  return { context, startedAt: performance.now(), begun };
};

const entryOf = ({ begun, startedAt }: Call, ended: Pick<AuditEntry, 'target' | 'outcome'>): AuditEntry => ({
  ...begun,
  ...ended,
  durationMs: performance.now() - startedAt,
  details: null,
});

/** What could not be written is written when the log can be again, but then the change is not acknowledged. */
const tellDone = async (call: Call, audit: MutationAudit, payload: unknown): Promise<void> => {
  const { ports, principal, address } = call.context;
  const outcome = outcomeOfPayload(payload);
  if (audit.kind === 'TALLY') return ports.audit.tally(principal, { ...audit.countsOf(payload), isFailed: outcome !== 'OK' });
  const entry = entryOf(call, { target: audit.targetOf(payload), outcome });
  if (outcome === 'DENIED') return ports.audit.deny(entry, denialSource(principal, address));
  try {
    await ports.audit.record(entry);
  } catch (cause) {
    ports.audit.note(entry);
    throw new Unaudited('a mutation could not be audited', { cause });
  }
};

/** Thrown in the place of an answer. */
class Unaudited extends Error {
  override readonly name = 'Unaudited';
}

const tellFailed = (call: Call, audit: MutationAudit, error: unknown): void => {
  if (error instanceof Unaudited) return;
  const { ports, principal, address } = call.context;
  const outcome = outcomeOfError(error);
  const entry = entryOf(call, { target: null, outcome });
  if (outcome === 'DENIED') ports.audit.deny(entry, denialSource(principal, address));
  else if (audit.kind === 'TALLY') ports.audit.tally(principal, { accepted: 0, rejected: 0, isFailed: true });
  else ports.audit.note(entry);
};

/** Problems a client can fix are data. */
const outcomeOfPayload = (payload: unknown): AuditEntry['outcome'] => {
  if (typeof payload !== 'object' || payload === null) return 'OK';
  const errors: unknown = 'errors' in payload ? payload.errors : 'problems' in payload ? payload.problems : null;
  if (!Array.isArray(errors) || errors.length === 0) return 'OK';
  return errors.some(isLimit) ? 'DENIED' : 'FAILED';
};

const isLimit = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'kind' in error && error.kind === 'RATE_LIMITED';
