import { defineEntity, p } from '@mikro-orm/core';
import type { UserRole } from '#domain/user-role.ts';

/** Somebody who signs in; of the password only an Argon2id hash is kept. */
export const UserEntity = defineEntity({
  name: 'User',
  tableName: 'users',
  uniques: [{ name: 'users_name_unique', properties: ['name'] }],
  properties: {
    userId: p.uuid().primary(),
    name: p.text(),
    passwordHash: p.text(),
    role: p.text().$type<UserRole>(),
    isEnabled: p.boolean(),
    createdAt: p.datetime(),
    lastSignedInAt: p.datetime().nullable(),
  },
});
