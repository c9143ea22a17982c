import type { Citation } from '#domain/risk.ts';
import { citationsOf, type ConsentSituation, only } from './consent-situation.ts';
import { decideByChoices } from './decide-by-choices.ts';
import type { Decided } from './decide-purpose.ts';
import { sectionOptOut, US_PRIVACY_OPT_OUT } from './evidence.ts';

/** Decides advertising: never to minors where a law forbids it, never against the Global Privacy Control, else by the best evidence. */
export const decideAdvertising = (situation: ConsentSituation): Decided =>
  refusalForMinors(situation) ??
  refusalByGpc(situation) ??
  byUsSection(situation) ??
  byChoices(situation) ??
  byUsPrivacy(situation) ??
  byBoolean(situation);

const MINORS: ReadonlySet<string> = new Set(['UNDER_13', 'AGE_13_15', 'AGE_16_17']);
const UNDER_16: ReadonlySet<string> = new Set(['UNDER_13', 'AGE_13_15']);

const CCPA_MINORS: Citation = {
  label: 'Cal. Civ. Code 1798.120(c)',
  url: 'https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=CIV&sectionNum=1798.120.',
};

const refusalForMinors = ({ law, ageBand }: ConsentSituation): Decided | null => {
  if (ageBand === null || !MINORS.has(ageBand)) return null;
  const avmsd = only(law, 'AVMSD');
  if (avmsd.length > 0) return refused(`ageBand = ${ageBand}: data of minors is not for advertising.`, citationsOf(avmsd));
  const coppa = only(law, 'COPPA');
  if (ageBand === 'UNDER_13' && coppa.length > 0)
    return refused('ageBand = UNDER_13: verifiable parental consent is not among the signals.', citationsOf(coppa));
  if (UNDER_16.has(ageBand) && only(law, 'CCPA').length > 0)
    return refused(`ageBand = ${ageBand}: under 16 years sale and sharing need an opt-in.`, [CCPA_MINORS]);
  return null;
};

const refusalByGpc = ({ evidence, law }: ConsentSituation): Decided | null =>
  evidence.gpc === null ? null : refused(`${evidence.gpc}: opted out of sale and sharing.`, optOutCitations(law));

const byUsSection = ({ evidence: { usSection }, law }: ConsentSituation): Decided | null => {
  if (usSection === null) return null;
  if (usSection.optOutField !== null) return refused(`${sectionOptOut(usSection)}.`, optOutCitations(law));
  return notOptedOut(`GPP section ${usSection.name}: not opted out.`, law);
};

const byChoices = (situation: ConsentSituation): Decided | null =>
  situation.evidence.choices === null ? null : decideByChoices('ADVERTISING', situation);

const byUsPrivacy = ({ evidence: { usPrivacy }, law, optIn }: ConsentSituation): Decided | null => {
  if (usPrivacy === null || usPrivacy.isSaleOptedOut === null) return null;
  if (usPrivacy.isSaleOptedOut) return refused(`${US_PRIVACY_OPT_OUT}.`, optOutCitations(law));
  return optIn.length > 0 ? null : notOptedOut('US Privacy string: not opted out.', law);
};

const byBoolean = (situation: ConsentSituation): Decided => {
  const { evidence, law, optIn } = situation;
  if (optIn.length > 0) return decideByChoices('ADVERTISING', situation);
  if (evidence.hasConsent === false) return refused('hasConsent = false: the viewer refused.', optOutCitations(law));
  return notOptedOut('no opt-out reported.', law);
};

const refused = (reason: string, citations: readonly Citation[]): Decided => ({ allowed: false, basis: 'NONE', reason, citations });

const notOptedOut = (reason: string, law: ConsentSituation['law']): Decided => {
  const citations = optOutCitations(law);
  return { allowed: true, basis: citations.length > 0 ? 'OPT_OUT_NOT_EXERCISED' : 'LEGITIMATE_INTEREST', reason, citations };
};

const optOutCitations = (law: ConsentSituation['law']): readonly Citation[] =>
  citationsOf(only(law, 'CCPA', 'US_STATE_OPT_OUT', 'PIPEDA', 'LGPD'));
