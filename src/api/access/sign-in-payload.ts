import type { Role as RoleName } from '#access/role.ts';
import type { SignInOutcome } from '#access/users/sign-in.ts';
import { auditedAs } from '#api/audit/mutation-audit.ts';
import { builder } from '#api/builder.ts';
import { InvalidInputError } from '#api/common/invalid-input-error.ts';
import { RateLimitedError } from '#api/common/rate-limited-error.ts';
import type { RateLimited } from '#ingest/ingest-service.ts';
import { Role } from './role.ts';

type Problem = RateLimited | { readonly kind: 'INVALID_INPUT'; readonly message: string; readonly path: readonly string[] };

const TYPES = { INVALID_INPUT: InvalidInputError, RATE_LIMITED: RateLimitedError } as const;

const SignInError = builder.unionType('SignInError', {
  description: 'Why nobody was signed in.',
  types: [InvalidInputError, RateLimitedError],
  resolveType: ({ kind }) => TYPES[kind],
});

type Payload = {
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
  readonly expiresAt: Date | null;
  readonly role: RoleName | null;
  /** For the audit alone. */
  readonly userName: string | null;
  readonly errors: readonly Problem[];
};

/** Tokens, or why there are none. */
export const SignInPayload = builder.objectRef<Payload>('SignInPayload').implement({
  description: 'Tokens of a person, or why there are none.',
  fields: (t) => ({
    accessToken: t.exposeString('accessToken', {
      nullable: true,
      description: 'What to send as `Authorization: Bearer …`, for 15 minutes; null when nobody was signed in.',
    }),
    refreshToken: t.exposeString('refreshToken', {
      nullable: true,
      description: 'What `refreshSession` takes, once, for the next pair; null when nobody was signed in. Keep it secret.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the access token ends (UTC); null when nobody was signed in.',
    }),
    role: t.expose('role', { type: Role, nullable: true, description: 'What the person is; null when nobody was signed in.' }),
    errors: t.expose('errors', { type: [SignInError], description: 'Why nobody was signed in; empty when somebody was.' }),
  }),
});

/** What a client is told of an outcome; `wrong` says what was not right, and no more. */
export const signInPayload = (outcome: SignInOutcome, wrong: { readonly message: string; readonly path: readonly string[] }): Payload => {
  switch (outcome.kind) {
    case 'SIGNED_IN': {
      const { kind: _kind, ...tokens } = outcome;
      return { ...tokens, errors: [] };
    }
    case 'WRONG':
      return refused({ kind: 'INVALID_INPUT', ...wrong }, outcome.userName);
    case 'ELSEWHERE':
      return refused({ kind: 'INVALID_INPUT', message: ELSEWHERE, path: [] });
    case 'LIMITED': {
      const { retryAfterMs, limit, windowMs } = outcome;
      return refused({ kind: 'RATE_LIMITED', message: LIMITED, path: [], retryAfterMs, limit, windowMs });
    }
    default:
      return outcome satisfies never;
  }
};

const ELSEWHERE = 'People sign in at the identity provider of this server: get a token there, and send it as Authorization: Bearer.';
const LIMITED = 'Too many attempts to sign in: try again later.';

const refused = (problem: Problem, userName: string | null = null): Payload => ({
  accessToken: null,
  refreshToken: null,
  expiresAt: null,
  role: null,
  userName,
  errors: [problem],
});

/** The audit names who signed in, or whose password was wrong; never a name that nobody has. */
export const SIGN_IN_AUDIT = auditedAs(({ userName }: Payload) => (userName === null ? null : `User:${userName}`));
