import type { PrivacyPreferences } from '#domain/privacy-preferences.ts';

/** What a viewer wants changed; what is left out stays as it is. */
export type PreferenceChange = {
  readonly doNotTrack?: boolean | null | undefined;
  readonly saleOptOut?: boolean | null | undefined;
  readonly deletionRequested?: boolean | null | undefined;
};

/** What viewers (pseudonyms) asked for. */
export type PreferenceRepository = {
  /** Applies the change and answers what holds then. Asking again for what holds already keeps its first moment. */
  change(viewerId: string, change: PreferenceChange, at: Date): Promise<PrivacyPreferences>;
  /** In the order asked for, NO_PREFERENCES for who never asked. One statement. */
  ofViewers(viewerIds: readonly string[]): Promise<readonly PrivacyPreferences[]>;
};
