import type { IngestEventsMutation } from '#client/generated/graphql.ts';

/** What a server said to one attempt. */
export type Answer =
  | { readonly kind: 'taken'; readonly accepted: number; readonly rejected: number; readonly complaint: string | null }
  | { readonly kind: 'again'; readonly retryAfterMs: number | null; readonly complaint: string }
  | { readonly kind: 'refused'; readonly complaint: string };

/** Reads an answer to the ingest request; what is no GraphQL answer is worth another attempt when its status says so. */
export const readAnswer = (status: number, body: string): Answer => {
  const answer = parse(body);
  const [error] = answer?.errors ?? [];
  if (error !== undefined) return ofError(error);
  const payload = answer?.data?.ingestEvents ?? null;
  return payload === null ? ofStatus(status) : ofPayload(payload);
};

type GraphqlError = { readonly message: string; readonly extensions?: { readonly code?: string; readonly retryAfterMs?: number } };
type Payload = IngestEventsMutation['ingestEvents'];
type Problem = Payload['errors'][number];
type Body = { readonly data?: Partial<IngestEventsMutation> | null; readonly errors?: readonly GraphqlError[] };

/** Codes and types of problems that pass. */
const PASSING: ReadonlySet<string> = new Set([
  'UNAVAILABLE',
  'OVERLOADED',
  'RATE_LIMITED',
  'INTERNAL',
  'OverloadedError',
  'RateLimitedError',
]);
const PASSING_STATUS: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

const ofPayload = ({ acceptedCount, rejectedCount, rejected, errors }: Payload): Answer => {
  const [problem] = errors;
  if (problem !== undefined) return ofProblem(problem);
  return { kind: 'taken', accepted: acceptedCount, rejected: rejectedCount, complaint: rejected[0]?.message ?? null };
};

const ofProblem = (problem: Problem): Answer =>
  answerTo(problem.__typename, problem.message, 'retryAfterMs' in problem ? problem.retryAfterMs : undefined);

const ofError = ({ message, extensions }: GraphqlError): Answer => answerTo(extensions?.code ?? '', message, extensions?.retryAfterMs);

const answerTo = (code: string, complaint: string, retryAfterMs: number | undefined): Answer =>
  PASSING.has(code) ? { kind: 'again', retryAfterMs: retryAfterMs ?? null, complaint } : { kind: 'refused', complaint };

const ofStatus = (status: number): Answer => {
  const complaint = `the server answered with status ${status} and no GraphQL answer`;
  return PASSING_STATUS.has(status) ? { kind: 'again', retryAfterMs: null, complaint } : { kind: 'refused', complaint };
};

const parse = (body: string): Body | null => {
  try {
    return JSON.parse(body) as Body | null;
  } catch {
    return null;
  }
};
