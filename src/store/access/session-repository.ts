import type { User } from './user-repository.ts';

/** One sign-in: nothing of it leads back to its refresh token. */
export type UserSession = {
  readonly sessionId: string;
  readonly userId: string;
  /** SHA-256 of the refresh token, and of the one before it. */
  readonly refreshHash: Uint8Array;
  readonly formerHash: Uint8Array | null;
  /** How often the refresh token was changed. */
  readonly rotations: number;
  readonly createdAt: Date;
  readonly refreshedAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
};

export type SessionChange = Partial<Pick<UserSession, 'refreshHash' | 'formerHash' | 'rotations' | 'refreshedAt' | 'revokedAt'>>;

/** What is decided about a session while nobody else can change it. */
export type SessionDecision<Answer> = { readonly change: SessionChange | null; readonly answer: Answer };

/** Who may not go on, though their tokens have not expired. */
export type EndedSessions = {
  readonly version: number;
  readonly sessionIds: readonly string[];
  /** Users who are disabled. */
  readonly userIds: readonly string[];
};

/** Sessions of users in the database. Every session that ends before its time, and every user who is disabled, makes `version` grow. */
export type SessionRepository = {
  /**
   * Keeps a new session of a user and notes the sign-in; sessions that are over go, and the oldest beyond `sessionsMax` end.
   * False, and nothing kept, when the user was disabled or got another password since they were read.
   */
  begin(session: UserSession, user: Pick<User, 'passwordHash'>, sessionsMax: number): Promise<boolean>;
  /** Shows a session with its user to `decide`, one caller at a time, and stores what it decides; null when there is no such session. */
  decide<Answer>(sessionId: string, decide: (session: UserSession, user: User) => SessionDecision<Answer>): Promise<Answer | null>;
  /** One tiny statement. */
  version(): Promise<number>;
  /** What ended since a moment, at least as new as its `version`. */
  ended(since: Date): Promise<EndedSessions>;
};
