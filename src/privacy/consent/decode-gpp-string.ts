import { decodeUsPrivacy } from './decode-us-privacy.ts';
import { gppSectionIds } from './gpp-section-ids.ts';
import { decodeTcfCanada, decodeTcfEu, decodeUsSection, isUsSectionId, type UsSection } from './gpp-section.ts';
import type { PurposeChoices } from './purpose-choices.ts';
import { rememberedBySignal } from './remembered-by-signal.ts';
import { SIGNAL_CHARACTERS_MAX } from './signal-limits.ts';

/** What a GPP string says, section by section. */
export type GppSignals = {
  readonly tcfEu: PurposeChoices | null;
  readonly tcfCanada: PurposeChoices | null;
  readonly us: readonly UsSection[];
  /** Ids of sections that are known and cannot be decoded. */
  readonly undecodable: readonly number[];
};

/** Reads an IAB Global Privacy Platform string; null when it is none. Never throws, and never reads what could grow without bounds. */
export const decodeGppString = rememberedBySignal((text: string): GppSignals | null => {
  if (text.length > SIGNAL_CHARACTERS_MAX) return null;
  const [header = '', ...texts] = text.split('~');
  const ids = gppSectionIds(header);
  if (ids === null || ids.length === 0 || ids.length !== texts.length) return null;
  const sections = ids.map((id, i) => readSection(id, texts[i] ?? ''));
  return {
    tcfEu: sections.find(({ tcfEu }) => tcfEu)?.tcfEu ?? null,
    tcfCanada: sections.find(({ tcfCanada }) => tcfCanada)?.tcfCanada ?? null,
    us: sections.flatMap(({ us }) => us ?? []),
    undecodable: ids.filter((_, i) => sections[i] === UNDECODABLE),
  };
});

const TCF_EU_ID = 2;
const TCF_CANADA_ID = 5;
const US_PRIVACY_ID = 6;

type Section = { readonly tcfEu?: PurposeChoices; readonly tcfCanada?: PurposeChoices; readonly us?: UsSection };
const UNDECODABLE: Section = {};
/** A section of a kind that says nothing here. */
const IRRELEVANT: Section = {};

const readSection = (id: number, text: string): Section => {
  if (id === TCF_EU_ID) return unlessNull(decodeTcfEu(text), (tcfEu) => ({ tcfEu }));
  if (id === TCF_CANADA_ID) return unlessNull(decodeTcfCanada(text), (tcfCanada) => ({ tcfCanada }));
  if (id === US_PRIVACY_ID) return unlessNull(decodeUsPrivacySection(text), (us) => ({ us }));
  return isUsSectionId(id) ? unlessNull(decodeUsSection(id, text), (us) => ({ us })) : IRRELEVANT;
};

const unlessNull = <T>(decoded: T | null, section: (decoded: T) => Section): Section => (decoded === null ? UNDECODABLE : section(decoded));

const decodeUsPrivacySection = (text: string): UsSection | null => {
  const privacy = decodeUsPrivacy(text);
  if (privacy === null) return null;
  return {
    name: 'uspv1',
    optOutField: privacy.isSaleOptedOut === true ? 'OptOutSale' : null,
    isApplicable: privacy.isSaleOptedOut !== null,
  };
};
