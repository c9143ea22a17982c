import type { ConsentFinding, ConsentSignals } from '#domain/consent.ts';
import { type GppSignals, decodeGppString } from './decode-gpp-string.ts';
import { decodeTcString } from './decode-tc-string.ts';
import { decodeUsPrivacy, type UsPrivacy } from './decode-us-privacy.ts';
import type { UsSection } from './gpp-section.ts';
import type { PurposeChoices } from './purpose-choices.ts';

/** What the signals of an event say in its region, the best first. */
export type Evidence = {
  /** Choices per purpose: of the region's GPP section, else of the TC string. */
  readonly choices: PurposeChoices | null;
  /** The GPP section of a region of the United States that applies: its state's, else the national one, else US Privacy. */
  readonly usSection: UsSection | null;
  readonly usPrivacy: UsPrivacy | null;
  /** The Global Privacy Control in words, wherever it was set; null when it was not. */
  readonly gpc: string | null;
  readonly hasConsent: boolean | null;
  /** The word against sale or sharing that counts: of the Global Privacy Control, else of the region's GPP section, else, unless a TC string stands before it, of the US Privacy string. */
  readonly saleOptOut: string | null;
  /** Such a word of a signal that does not count here, or null. */
  readonly otherOptOut: string | null;
  readonly findings: readonly ConsentFinding[];
};

/** Decodes what was sent; what cannot be decoded becomes a finding. */
export const readEvidence = (signals: ConsentSignals | null, region: string, hasConsent: boolean | null): Evidence => {
  if (signals === null) return { ...NO_EVIDENCE, hasConsent };
  const { gppString, tcString } = signals;
  const gpp = gppString === null ? null : decodeGppString(gppString);
  const usPrivacy = signals.usPrivacy === null ? null : decodeUsPrivacy(signals.usPrivacy);
  const evidence = {
    choices: sectionChoices(gpp, region) ?? (tcString === null ? null : decodeTcString(tcString)),
    usSection: usSectionOf(gpp, region),
    usPrivacy,
    gpc: gpcOf(signals, gpp),
    hasConsent,
  };
  return {
    ...evidence,
    saleOptOut: saleOptOutBy(evidence),
    otherOptOut: optOutIn(gpp) ?? stringOptOut(usPrivacy),
    findings: undecodableSignals(signals).map(undecodable),
  };
};

/** The signals of an event that were sent and cannot be decoded, by the name of their field. */
export const undecodableSignals = ({ tcString, gppString, usPrivacy }: ConsentSignals): readonly string[] => {
  const names: string[] = [];
  if (tcString !== null && decodeTcString(tcString) === null) names.push('tcString');
  if (gppString !== null && (decodeGppString(gppString)?.undecodable.length ?? 1) > 0) names.push('gppString');
  if (usPrivacy !== null && decodeUsPrivacy(usPrivacy) === null) names.push('usPrivacy');
  return names;
};

/** An opt-out in a US Privacy string, in words. */
export const US_PRIVACY_OPT_OUT = 'US Privacy string, opt-out of sale = Y';

/** An opt-out in a GPP section, in words. */
export const sectionOptOut = ({ name, optOutField }: UsSection): string => `GPP section ${name}, ${optOutField ?? 'no field'} opts out`;

const NO_EVIDENCE: Evidence = {
  choices: null,
  usSection: null,
  usPrivacy: null,
  gpc: null,
  hasConsent: null,
  saleOptOut: null,
  otherOptOut: null,
  findings: [],
};

const gpcOf = ({ gpc }: ConsentSignals, gpp: GppSignals | null): string | null => {
  if (gpc === true) return 'Global Privacy Control';
  const section = gpp?.us.find(({ optOutField }) => optOutField === 'Gpc');
  return section === undefined ? null : `Global Privacy Control in GPP section ${section.name}`;
};

const sectionChoices = (gpp: GppSignals | null, region: string): PurposeChoices | null => {
  const country = region.slice(0, 2);
  if (gpp === null || country === 'US') return null;
  return country === 'CA' ? gpp.tcfCanada : gpp.tcfEu;
};

const usSectionOf = (gpp: GppSignals | null, region: string): UsSection | null => {
  if (gpp === null || !region.startsWith('US')) return null;
  const names = [`us${region.slice(3).toLowerCase()}`, 'usnat', 'uspv1'];
  return names.flatMap((name) => gpp.us.filter((section) => section.name === name && section.isApplicable))[0] ?? null;
};

/** The Global Privacy Control counts whatever else is said; a section that applies, or a TC string, leaves nothing to the US Privacy string. */
const saleOptOutBy = ({ gpc, usSection, choices, usPrivacy }: Pick<Evidence, 'gpc' | 'usSection' | 'choices' | 'usPrivacy'>) => {
  if (gpc !== null) return gpc;
  if (usSection !== null) return usSection.optOutField === null ? null : sectionOptOut(usSection);
  return choices === null ? stringOptOut(usPrivacy) : null;
};

const stringOptOut = (usPrivacy: UsPrivacy | null): string | null => (usPrivacy?.isSaleOptedOut === true ? US_PRIVACY_OPT_OUT : null);

const optOutIn = (gpp: GppSignals | null): string | null => {
  const section = gpp?.us.find(({ optOutField }) => optOutField !== null);
  return section === undefined ? null : sectionOptOut(section);
};

const undecodable = (name: string): ConsentFinding => ({
  code: 'CONSENT_UNDECODABLE',
  message: `${name} cannot be decoded and decided nothing.`,
});
