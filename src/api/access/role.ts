import type { Role as Value } from '#access/role.ts';
import { enumOf } from '#api/common/enum-of.ts';

/** What a caller is. */
export const Role = enumOf<Value>('Role', 'What a caller is; it decides the scopes of a person.', {
  ADMIN: 'A person who may do everything.',
  ANALYST: 'A person who reads everything but originals of personal data and the audit log, and judges alerts.',
  CLIENT: 'A program with an API key, whose scopes are its own.',
});
