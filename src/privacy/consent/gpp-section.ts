import { GppModel } from '@iabgpp/cmpapi';
import { headSegment, isBase64Url } from './head-segment.ts';
import { type PurposeChoices, publisherFirst } from './purpose-choices.ts';
import { tcHead } from './tc-head.ts';

/** What a section of a GPP string for the United States says about sale, sharing and targeted advertising. */
export type UsSection = {
  /** `usnat`, `usca`, `usco` …, `uspv1`. */
  readonly name: string;
  /** The first field that opts out, as the specification spells it, or null. */
  readonly optOutField: string | null;
  /** False when no field says anything: the law of the section does not apply to the viewer. */
  readonly isApplicable: boolean;
};

/** True for the ids of `usnat` and of the states' sections. */
export const isUsSectionId = (id: number): boolean => US_SECTION_NAMES.has(id);

/** Reads a US section; null when it is none. Its fields have fixed widths. */
export const decodeUsSection = (id: number, text: string): UsSection | null => {
  const name = US_SECTION_NAMES.get(id);
  const fields = name === undefined || text.length > US_CHARACTERS_MAX ? null : fieldsOf(name, text);
  if (name === undefined || fields === null) return null;
  const optOutField = OPT_OUT_FIELDS.find((field) => fields[field] === OPTED_OUT) ?? (fields['Gpc'] === true ? 'Gpc' : null);
  return { name, optOutField, isApplicable: optOutField !== null || OPT_OUT_FIELDS.some((field) => fields[field] === NOT_OPTED_OUT) };
};

/** Reads a section that holds a TC string; null when it is none. */
export const decodeTcfEu = (text: string): PurposeChoices | null => {
  const head = tcHead(text);
  const fields = head === null ? null : fieldsOf('tcfeuv2', head);
  if (fields === null) return null;
  const choices = (consents: string, interests: string) => ({
    consents: placesIn(fields[consents]),
    legitimateInterests: placesIn(fields[interests]),
  });
  return publisherFirst({
    source: 'GPP section tcfeuv2',
    core: choices('PurposeConsents', 'PurposeLegitimateInterests'),
    publisher: choices('PublisherConsents', 'PublisherLegitimateInterests'),
  });
};

/** Reads a section of TCF Canada; null when it is none. Express consent is consent, implied consent stands beside it. */
export const decodeTcfCanada = (text: string): PurposeChoices | null => {
  const core = text.split('.')[0] ?? '';
  const head = isBase64Url(text) ? headSegment(core, CANADA_HEAD) : null;
  const fields = head === null ? null : fieldsOf('tcfcav1', head);
  if (fields === null) return null;
  return {
    source: 'GPP section tcfcav1',
    consents: placesIn(fields['PurposesExpressConsent']),
    legitimateInterests: placesIn(fields['PurposesImpliedConsent']),
  };
};

const US_SECTIONS = 'usnat usca usva usco usut usct usfl usmt usor ustx usde usia usne usnh usnj ustn usmn usmd usin usky usri';
/** `usnat` is 7, `usca` 8, and so on in the order of the specification. */
const US_SECTION_NAMES: ReadonlyMap<number, string> = new Map(US_SECTIONS.split(' ').map((name, i) => [i + 7, name]));
const US_CHARACTERS_MAX = 64;
const OPT_OUT_FIELDS = ['SaleOptOut', 'SharingOptOut', 'TargetedAdvertisingOptOut'] as const;
const OPTED_OUT = 1;
const NOT_OPTED_OUT = 2;

/** Version to implied consent are 199 bits; the least that may follow makes it 245. */
const CANADA_HEAD = { bits: 199, charactersMin: 42 };

/** A value for each name, or null for a text that is no such section. */
const fieldsOf = (name: string, text: string): Readonly<Record<string, unknown>> | null => {
  try {
    const model = new GppModel();
    model.decodeSection(name, text);
    const fields: unknown = model.getSection(name);
    return typeof fields === 'object' && fields !== null ? (fields as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
};

/** The places, from 1, at which a list says true. */
const placesIn = (list: unknown): ReadonlySet<number> =>
  new Set(Array.isArray(list) ? list.flatMap((isSet, i) => (isSet === true ? [i + 1] : [])) : []);
