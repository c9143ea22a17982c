import { tcStringOf } from '#simulator/story/tc-string.ts';
import type { ProofStory, Told } from './proof-case.ts';

const GIVEN_AT = Date.parse('2026-03-01T00:00:00Z');
const TC_ALL = tcStringOf(true, GIVEN_AT);
const TC_NONE = tcStringOf(false, GIVEN_AT);
/** Section `tcfeuv2` of a GPP string: consent to purposes 1 and 8, and to none. */
const GPP_MEASUREMENT = 'DBABMA~CQuPXIAQuPXIAAAAAAENAAFgAIEAAAAAAAAAAAAAAAAA.IAAA.YAAAAAAAAAAA';
const GPP_NONE = 'DBABMA~CQuPXIAQuPXIAAAAAAENAAFgAAAAAAAAAAAAAAAAAAAA.IAAA.YAAAAAAAAAAA';

const watching = (consent: NonNullable<Told['consent']>, hasConsent: boolean | null = null): readonly Told[] => [
  { region: 'NL', isEu: true, hasConsent, consent },
];

/** Measurement in the Union is permitted by the best evidence there is, whatever weaker evidence says. */
export const consentStories: readonly ProofStory[] = [
  { name: 'consent in a TC string', expected: [], told: watching({ tcString: TC_ALL }) },
  { name: 'a TC string over the word of the client', expected: ['eu-missing-consent'], told: watching({ tcString: TC_NONE }, true) },
  { name: 'consent in a GPP string', expected: [], told: watching({ gppString: GPP_MEASUREMENT, tcString: TC_NONE }, false) },
  {
    name: 'a GPP string over a TC string',
    expected: ['eu-missing-consent'],
    told: watching({ gppString: GPP_NONE, tcString: TC_ALL }, true),
  },
  { name: 'a damaged TC string', expected: ['eu-missing-consent'], told: watching({ tcString: 'damaged' }) },
  { name: 'a damaged TC string and the word of the client', expected: [], told: watching({ tcString: 'damaged' }, true) },
  { name: 'US Privacy in the Union', expected: ['eu-missing-consent'], told: watching({ usPrivacy: '1YNN' }) },
];
