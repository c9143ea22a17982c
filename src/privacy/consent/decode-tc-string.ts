import { TCString } from '@iabtechlabtcf/core';
import { type PurposeChoices, publisherFirst } from './purpose-choices.ts';
import { rememberedBySignal } from './remembered-by-signal.ts';
import { tcHead } from './tc-head.ts';

/** What an IAB TCF v2 string says about purposes, or null when it is none; never throws. */
export const decodeTcString = rememberedBySignal((text: string): PurposeChoices | null => {
  const head = tcHead(text);
  return head === null ? null : decode(head);
});

const TCF_VERSION = 2;

const decode = (text: string): PurposeChoices | null => {
  try {
    const model = TCString.decode(text);
    if (Number(model.version) !== TCF_VERSION) return null;
    return publisherFirst({
      source: 'TC string',
      core: { consents: idsOf(model.purposeConsents), legitimateInterests: idsOf(model.purposeLegitimateInterests) },
      publisher: { consents: idsOf(model.publisherConsents), legitimateInterests: idsOf(model.publisherLegitimateInterests) },
    });
  } catch {
    return null;
  }
};

const idsOf = (vector: { readonly values: () => IterableIterator<number> }): ReadonlySet<number> => new Set(vector.values());
