import { SettingFault } from '#runtime/setting-fault.ts';

/** What to tell whoever set DATABASE_URL when the first statement fails. */
export const unreachable = (cause: unknown): SettingFault => {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
  return new SettingFault(problemOf(code), { cause });
};

/** SQLSTATE class 28 is authentication, 3D a database that is not there. */
const problemOf = (code: string): string => {
  if (code.startsWith('28')) return `PostgreSQL refuses the user or the password in DATABASE_URL (${code})`;
  if (code.startsWith('3D')) return `PostgreSQL has no database of the name in DATABASE_URL (${code}): create it first`;
  return `PostgreSQL cannot be reached at DATABASE_URL (${code}): is it running, and is the address right?`;
};
