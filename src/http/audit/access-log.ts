import type { ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Principal } from '#access/principal.ts';
import type { SettledOperation } from '#api/audit/settled-operation.ts';

type Caller = Pick<Principal, 'kind' | 'id'>;

/** One request over HTTP, from its beginning. */
export type AccessLine = {
  /** Who it turned out to be. */
  caller: Caller | null;
  /** What became of its operations, one after the other. */
  readonly operations: SettledOperation[];
};

/** Operations of one line that are named. */
const OPERATIONS_MAX = 10;

/** Has a line written when the answer is sent, or nobody waits for it any more: who asked for what, and what became of it. No personal data. */
export const beginAccessLine = (log: Logger, response: ServerResponse, requestId: string): AccessLine => {
  const startedAt = performance.now();
  const line: AccessLine = { caller: null, operations: [] };
  if (!log.isLevelEnabled('info')) return line;
  response.once('close', () =>
    log.info(
      {
        requestId,
        ...principalOf(line.caller),
        operations: line.operations.slice(0, OPERATIONS_MAX).map(operationOf),
        status: response.statusCode,
        isComplete: response.writableFinished,
        durationMs: rounded(performance.now() - startedAt),
      },
      'request',
    ),
  );
  return line;
};

/** Writes the line of an operation over a WebSocket. */
export const logOperation = (
  log: Logger,
  requestId: string,
  { caller, operation }: { readonly caller: Caller; readonly operation: SettledOperation },
): void =>
  log.info({ requestId, ...principalOf(caller), ...operationOf(operation), durationMs: rounded(operation.durationMs) }, 'operation');

const principalOf = (caller: Caller | null) => ({ principalKind: caller?.kind ?? null, principalId: caller?.id ?? null });

const operationOf = ({ name, type, outcome }: SettledOperation) => ({ operationName: name, operationType: type, outcome });

const rounded = (ms: number): number => Math.round(ms * 1_000) / 1_000;
