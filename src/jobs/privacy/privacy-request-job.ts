import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { claimRequest, type ClaimedRequest, closeRequest, LeaseLost, type RequestOutcome } from '#store/privacy/privacy-request-queue.ts';
import { answerRequest, type RequestAnswering } from './answer-request.ts';

export type PrivacyRequestWork = RequestAnswering & {
  /** Writes that a request was answered into the audit, and answers the entry's sequence. */
  readonly audit: (request: ClaimedRequest, outcome: Omit<RequestOutcome, 'auditSequence'>) => Promise<number>;
  readonly log: Logger;
  readonly lookMsBetween?: number;
};

const LOOK_MS_BETWEEN = 1_000;

/** Answers requests, the one that is due first first, until disposed; any number of workers do. A request that failed is tried again when its lease is over. */
export const startPrivacyRequests = ({ lookMsBetween = LOOK_MS_BETWEEN, ...work }: PrivacyRequestWork): AsyncDisposable => {
  let isOver = false;
  let running: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one request after the other
      while (!isOver && (await answerNext(work)));
    } catch (error) {
      if (error instanceof LeaseLost) work.log.info('a privacy request was taken over by another worker');
      else work.log.error({ err: error }, 'a privacy request could not be answered and is tried again');
    }
  };
  const look = (): void => {
    running ??= run().finally(() => (running = null));
  };
  const timer = setInterval(look, lookMsBetween);
  look();
  return {
    async [Symbol.asyncDispose]() {
      isOver = true;
      clearInterval(timer);
      await running;
    },
  };
};

/** Answers the next request; false when there is none. */
export const answerNext = async (work: Omit<PrivacyRequestWork, 'lookMsBetween'>): Promise<boolean> => {
  const { sql, cipher, audit, now, log } = work;
  const request = await claimRequest(sql, randomUUID(), now());
  if (request === null) return false;
  const answer = await answerRequest(work, request);
  const auditSequence = await audit(request, answer);
  await closeRequest(sql, { request, outcome: { ...answer, auditSequence }, at: now() }, cipher);
  log.info({ kind: request.kind, status: answer.status, affectedRecords: answer.affectedRecords }, 'a privacy request was answered');
  return true;
};
