import { defineEntity, p } from '@mikro-orm/core';

/** What a viewer (pseudonym) asked for. Each is the moment since when it holds, or null. */
export const ViewerPreferenceEntity = defineEntity({
  name: 'ViewerPreference',
  tableName: 'viewer_preferences',
  properties: {
    viewerId: p.uuid().primary(),
    doNotTrackSince: p.datetime().nullable(),
    saleOptOutSince: p.datetime().nullable(),
    deletionRequestedAt: p.datetime().nullable(),
    updatedAt: p.datetime().defaultRaw('now()'),
  },
});
