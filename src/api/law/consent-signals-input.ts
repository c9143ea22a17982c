import { builder } from '#api/builder.ts';

/** Consent signals as a client passes them on. */
export const ConsentSignalsInput = builder.inputType('ConsentSignalsInput', {
  description:
    'All optional and combinable. Precedence: the GPP section of the region, the TC string, the US Privacy string, `hasConsent`; GPC always adds an opt-out. A string that cannot be decoded counts as not sent.',
  fields: (t) => ({
    tcString: t.string({ description: 'IAB TCF v2 string, at most 4096 characters.' }),
    gppString: t.string({ description: 'IAB Global Privacy Platform string, at most 4096 characters.' }),
    usPrivacy: t.string({ description: 'IAB US Privacy string of four characters: version, notice, opt-out of sale, LSPA (1YNN).' }),
    gpc: t.boolean({ description: 'Global Privacy Control: true opts out of sale and sharing.' }),
    videoDisclosureConsentAt: t.field({
      type: 'DateTime',
      description:
        'When the viewer consented, separately, to disclosing what is watched (18 U.S.C. 2710(b)(2)(B)); it holds for two years.',
    }),
  }),
});
