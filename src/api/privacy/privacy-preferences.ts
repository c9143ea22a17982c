import { builder } from '#api/builder.ts';
import type { PrivacyPreferences as Shape } from '#domain/privacy-preferences.ts';

/** What a viewer asked for. */
export const PrivacyPreferences = builder.objectRef<Shape>('PrivacyPreferences').implement({
  authScopes: { anyScope: ['PRIVACY_READ', 'PRIVACY_WRITE'] },
  description: 'What a viewer asked for, apart from any signal of a device. Events that go on against it are findings.',
  fields: (t) => ({
    doNotTrack: t.exposeBoolean('doNotTrack', { description: 'True when the viewer asked not to be tracked.' }),
    saleOptOut: t.exposeBoolean('saleOptOut', { description: 'True when the viewer opted out of sale and sharing of their data.' }),
    deletionRequestedAt: t.expose('deletionRequestedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the viewer asked for deletion (UTC); null when they did not.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the preferences were last set (UTC); null when they never were.',
    }),
  }),
});
