import { auditedAs } from '#api/audit/mutation-audit.ts';
import { builder } from '#api/builder.ts';
import { ConflictError } from '#api/common/conflict-error.ts';
import { InvalidInputError } from '#api/common/invalid-input-error.ts';
import type { ApiContext } from '#api/context.ts';
import { PrivacyRequest } from '#api/type-refs.ts';
import type { PrivacyRequest as Shape } from '#domain/privacy-request.ts';
import { findRegion, regionHint } from '#domain/region.ts';
import { unfitText } from '#ingest/judging/unstorable-text.ts';
import { responseDeadline } from '#privacy/law/response-deadline.ts';
import { PrivacyRequestKind } from './privacy-request.ts';

const SubmitPrivacyRequestInput = builder.inputType('SubmitPrivacyRequestInput', {
  description: 'What a person asks for.',
  fields: (t) => ({
    kind: t.field({ type: PrivacyRequestKind, required: true, description: 'What is asked for.' }),
    userId: t.id({ required: true, description: 'The person, by the id that clients send; need not have been seen yet.' }),
    region: t.field({
      type: 'RegionCode',
      required: true,
      description: 'Where the person is, NL or US-CA: the law there says until when an answer is due.',
    }),
    externalReference: t.string({
      required: true,
      description:
        'What the request is called where it came from, up to 255 characters that name nobody; sent again, it is the same request.',
    }),
  }),
});

type Problem = { readonly kind: 'INVALID_INPUT' | 'CONFLICT'; readonly message: string; readonly path: readonly string[] };
type Payload = { readonly request: Shape | null; readonly errors: readonly Problem[] };

const PrivacyRequestError = builder.unionType('PrivacyRequestError', {
  description: 'Why a request was not taken in.',
  types: [InvalidInputError, ConflictError],
  resolveType: ({ kind }) => (kind === 'CONFLICT' ? ConflictError : InvalidInputError),
});

const SubmitPrivacyRequestPayload = builder.objectRef<Payload>('SubmitPrivacyRequestPayload').implement({
  description: 'What became of the submission.',
  authScopes: { scope: 'PRIVACY_WRITE' },
  fields: (t) => ({
    request: t.expose('request', {
      type: PrivacyRequest,
      nullable: true,
      authScopes: { scope: 'PRIVACY_READ' },
      description: 'The request as it stands, also when it had come before; null when it was not taken in.',
    }),
    errors: t.expose('errors', { type: [PrivacyRequestError], description: 'Why it was not taken in; empty when it was.' }),
  }),
});

builder.mutationField('submitPrivacyRequest', (t) =>
  t.field({
    type: SubmitPrivacyRequestPayload,
    extensions: auditedAs(({ request }: Payload) => (request === null ? null : `PrivacyRequest:${request.id}`)),
    authScopes: { scope: 'PRIVACY_WRITE' },
    description: 'Takes in what a person asks for, once for each reference; workers answer it within seconds. An erasure cannot be undone.',
    args: { input: t.arg({ type: SubmitPrivacyRequestInput, required: true, description: 'Who asks for what, and where they are.' }) },
    resolve: (_root, { input }, context) => submit(context, input),
  }),
);

type Input = typeof SubmitPrivacyRequestInput.$inferInput;

const submit = async ({ ports }: ApiContext, input: Input): Promise<Payload> => {
  const problem = textProblem(input) ?? regionProblem(input);
  if (problem !== null) return { request: null, errors: [problem] };
  const receivedAt = ports.now();
  const deadline = responseDeadline(input.kind, input.region, receivedAt);
  const submission = await ports.privacyDesk.submit({ ...input, ...deadline, receivedAt });
  return submission.kind === 'CONFLICT' ? { request: null, errors: [CONFLICT] } : { request: submission.request, errors: [] };
};

const CONFLICT: Problem = {
  kind: 'CONFLICT',
  message: 'Another request came under this externalReference before: send this one under a reference of its own',
  path: ['externalReference'],
};

const textProblem = (input: Input): Problem | null => {
  for (const field of ['userId', 'externalReference'] as const) {
    const problem = input[field] === '' ? 'is empty' : unfitText(input[field]);
    if (problem !== null) return { kind: 'INVALID_INPUT', message: `${field} ${problem}`, path: [field] };
  }
  return null;
};

const regionProblem = ({ region }: Input): Problem | null => {
  if (findRegion(region) !== null) return null;
  const hint = regionHint(region) ?? 'use an ISO 3166-1 alpha-2 (NL) or ISO 3166-2 code (US-CA)';
  return { kind: 'INVALID_INPUT', message: `region is not known; ${hint}`, path: ['region'] };
};
