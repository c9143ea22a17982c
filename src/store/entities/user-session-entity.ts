import { defineEntity, p } from '@mikro-orm/core';

/** One sign-in of a user and what its refresh token is known by. */
export const UserSessionEntity = defineEntity({
  name: 'UserSession',
  tableName: 'user_sessions',
  indexes: [
    { name: 'user_sessions_user_index', properties: ['userId'] },
    { name: 'user_sessions_revoked_index', properties: ['revokedAt'] },
  ],
  properties: {
    sessionId: p.uuid().primary(),
    userId: p.uuid(),
    refreshHash: p.blob(),
    formerHash: p.blob().nullable(),
    rotations: p.integer(),
    createdAt: p.datetime(),
    refreshedAt: p.datetime(),
    expiresAt: p.datetime(),
    revokedAt: p.datetime().nullable(),
  },
});
