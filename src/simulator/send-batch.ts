import { ATTEMPTS_MAX, backoffMs } from './backoff.ts';
import { type Endpoint, headersFor } from './endpoint.ts';
import { ingestRequest, type SimulatedBatch } from './ingest-request.ts';
import { pause } from './pause.ts';
import { type Answer, readAnswer } from './read-answer.ts';

/** What became of a batch; whether a failed one was taken is not known. `complaint` is what was said last against it. */
export type Sent = (
  | { readonly kind: 'taken'; readonly accepted: number; readonly rejected: number; readonly complaint: string | null }
  | { readonly kind: 'failed'; readonly complaint: string }
) & { readonly retries: number };

/** Where batches go, until the signal fires. */
export type Wire = Endpoint & { readonly signal: AbortSignal };

const REQUEST_MS_MAX = 30_000;

/** Sends a batch, again with the same ids while the server cannot take it or the connection breaks; never throws. */
export const sendBatch = async (batch: SimulatedBatch, wire: Wire): Promise<Sent> => {
  for (let retries = 0; ; retries++) {
    // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
    const answer = await attempt(batch, wire);
    if (answer.kind === 'taken') return { ...answer, retries };
    const isLast = answer.kind === 'refused' || retries + 1 === ATTEMPTS_MAX || wire.signal.aborted;
    if (isLast) return { kind: 'failed', complaint: answer.complaint, retries };
    // oxlint-disable-next-line no-await-in-loop
    await pause(backoffMs(retries, answer.retryAfterMs, Math.random()), wire.signal);
  }
};

const attempt = async (batch: SimulatedBatch, { signal, ...endpoint }: Wire): Promise<Answer> => {
  try {
    const response = await fetch(endpoint.url, {
      method: 'POST',
      headers: headersFor(endpoint),
      body: ingestRequest(batch, new Date()),
      signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS_MAX)]),
    });
    return readAnswer(response.status, await response.text());
  } catch (error) {
    return { kind: 'again', retryAfterMs: null, complaint: describe(error) };
  }
};

/** fetch says "fetch failed" and keeps the reason as its cause. */
const describe = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
};
