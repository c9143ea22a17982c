import { GppModel } from '@iabgpp/cmpapi';
import { GVL, TCModel, TCString } from '@iabtechlabtcf/core';
import type { ConsentSignals } from '#domain/consent.ts';

/** No signal but those a test names. */
export const someSignals = (said: Partial<ConsentSignals> = {}): ConsentSignals => ({
  tcString: null,
  gppString: null,
  usPrivacy: null,
  gpc: null,
  videoDisclosureConsentAt: null,
  ...said,
});

type Choices = {
  readonly consents?: readonly number[];
  readonly interests?: readonly number[];
  readonly publisherConsents?: readonly number[];
  readonly publisherInterests?: readonly number[];
  /** How many purposes of its own the publisher has, at most 63. */
  readonly customPurposes?: number;
};

/** A TC string as a consent platform writes it, with an empty publisher segment unless a test fills it. */
export const aTcString = ({
  consents = [],
  interests = [],
  publisherConsents = [],
  publisherInterests = [],
  customPurposes = 0,
}: Choices = {}): string => {
  const model = new TCModel(new GVL(VENDOR_LIST));
  model.cmpId = 42;
  model.cmpVersion = 1;
  model.isServiceSpecific = true;
  model.created = model.lastUpdated = new Date('2026-03-01T00:00:00Z');
  model.purposeConsents.set([...consents]);
  model.purposeLegitimateInterests.set([...interests]);
  model.publisherConsents.set([...publisherConsents]);
  model.publisherLegitimateInterests.set([...publisherInterests]);
  model.numCustomPurposes = customPurposes;
  return TCString.encode(model);
};

/** A GPP string with these sections: `{ usca: { SaleOptOut: 1 } }`. */
export const aGppString = (sections: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string => {
  const model = new GppModel();
  for (const [name, fields] of Object.entries(sections))
    for (const [field, value] of Object.entries(fields)) model.setFieldValue(name, field, value);
  return model.encode();
};

/** The encoder asks for a Global Vendor List; nothing is read of this one but its version. */
const VENDOR_LIST = {
  gvlSpecificationVersion: 3,
  vendorListVersion: 48,
  tcfPolicyVersion: 4,
  lastUpdated: '2026-03-01T00:00:00Z',
  purposes: {},
  specialPurposes: {},
  features: {},
  specialFeatures: {},
  stacks: {},
  dataCategories: {},
  vendors: {},
};
