import type { UserRole } from '#domain/user-role.ts';

/** Somebody who signs in. */
export type User = {
  readonly userId: string;
  /** In lower case; unique. */
  readonly name: string;
  /** A PHC string. */
  readonly passwordHash: string;
  readonly role: UserRole;
  readonly isEnabled: boolean;
  readonly createdAt: Date;
  readonly lastSignedInAt: Date | null;
};

export type UserChange = Partial<Pick<User, 'passwordHash' | 'isEnabled' | 'role'>>;

/** Users in the database. */
export type UserRepository = {
  byName(name: string): Promise<User | null>;
  /** Every user by name. */
  all(): Promise<readonly User[]>;
  /** False, and nothing changed, when there are `usersMax` already or one of that name is there. */
  add(user: User, usersMax: number): Promise<boolean>;
  /** Changes a user and ends all of their sessions, in one transaction; null when there is none of that name. */
  change(name: string, change: UserChange, at: Date): Promise<User | null>;
};
