/** What a viewer asked for, apart from any signal of a device. */
export type PrivacyPreferences = {
  readonly doNotTrack: boolean;
  /** When do-not-track was asked for; null unless `doNotTrack`. */
  readonly doNotTrackSince: Date | null;
  readonly saleOptOut: boolean;
  /** When that was asked for; null unless `saleOptOut`. */
  readonly saleOptOutSince: Date | null;
  readonly deletionRequestedAt: Date | null;
  readonly updatedAt: Date | null;
};

/** Preferences by viewer (pseudonym); who never asked for anything is not in it. */
export type PreferencesByViewer = ReadonlyMap<string, PrivacyPreferences>;

/** Of a viewer who never asked for anything. */
export const NO_PREFERENCES: PrivacyPreferences = {
  doNotTrack: false,
  doNotTrackSince: null,
  saleOptOut: false,
  saleOptOutSince: null,
  deletionRequestedAt: null,
  updatedAt: null,
};
