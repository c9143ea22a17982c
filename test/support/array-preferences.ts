import { NO_PREFERENCES, type PrivacyPreferences } from '#domain/privacy-preferences.ts';
import type { PreferenceRepository } from '#store/preferences/preference-repository.ts';

/** What viewers ask for, in memory. */
export const createArrayPreferences = (reads: string[]): PreferenceRepository => {
  const kept = new Map<string, PrivacyPreferences>();
  return {
    async change(viewerId, { doNotTrack, saleOptOut, deletionRequested }, at) {
      const preferences = {
        doNotTrack: doNotTrack ?? false,
        doNotTrackSince: doNotTrack === true ? at : null,
        saleOptOut: saleOptOut ?? false,
        saleOptOutSince: saleOptOut === true ? at : null,
        deletionRequestedAt: deletionRequested === true ? at : null,
        updatedAt: at,
      };
      kept.set(viewerId, preferences);
      return preferences;
    },
    async ofViewers(viewerIds) {
      reads.push('preferences.ofViewers');
      return viewerIds.map((viewerId) => kept.get(viewerId) ?? NO_PREFERENCES);
    },
  };
};
