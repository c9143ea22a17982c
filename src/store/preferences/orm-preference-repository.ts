import { LockMode } from '@mikro-orm/core';
import { NO_PREFERENCES, type PrivacyPreferences } from '#domain/privacy-preferences.ts';
import type { Database } from '#store/database.ts';
import { ViewerPreferenceEntity } from '#store/entities/viewer-preference-entity.ts';
import type { PreferenceChange, PreferenceRepository } from './preference-repository.ts';
import { readPreferences } from './preference-table.ts';

/** Preferences through the ORM's unit of work; read many at once by one statement. */
export const createOrmPreferenceRepository = ({ orm, sql }: Pick<Database, 'orm' | 'sql'>): PreferenceRepository => ({
  change: (viewerId, change, at) =>
    orm.em.fork().transactional(async (transaction) => {
      // The row is made first, so that two changes at once meet at its lock.
      await transaction.upsert(ViewerPreferenceEntity, { viewerId }, { onConflictAction: 'ignore' });
      const row = await transaction.findOneOrFail(ViewerPreferenceEntity, viewerId, {
        lockMode: LockMode.PESSIMISTIC_WRITE,
        refresh: true,
      });
      return preferencesOf(Object.assign(row, changed(row, change, at)));
    }),
  ofViewers: async (viewerIds) => {
    const known = await readPreferences(sql, viewerIds);
    return viewerIds.map((viewerId) => known.get(viewerId) ?? NO_PREFERENCES);
  },
});

type Row = {
  readonly doNotTrackSince?: Date | null | undefined;
  readonly saleOptOutSince?: Date | null | undefined;
  readonly deletionRequestedAt?: Date | null | undefined;
  readonly updatedAt: Date;
};

const changed = (row: Row, { doNotTrack, saleOptOut, deletionRequested }: PreferenceChange, at: Date) => ({
  doNotTrackSince: since(row.doNotTrackSince ?? null, doNotTrack, at),
  saleOptOutSince: since(row.saleOptOutSince ?? null, saleOptOut, at),
  deletionRequestedAt: since(row.deletionRequestedAt ?? null, deletionRequested, at),
  updatedAt: at,
});

const since = (before: Date | null, wanted: boolean | null | undefined, at: Date): Date | null => {
  if (wanted === null || wanted === undefined) return before;
  return wanted ? (before ?? at) : null;
};

const preferencesOf = ({ doNotTrackSince = null, saleOptOutSince = null, deletionRequestedAt, updatedAt }: Row): PrivacyPreferences => ({
  doNotTrack: doNotTrackSince !== null,
  doNotTrackSince,
  saleOptOut: saleOptOutSince !== null,
  saleOptOutSince,
  deletionRequestedAt: deletionRequestedAt ?? null,
  updatedAt,
});
