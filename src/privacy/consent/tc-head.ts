import { headSegment, isBase64Url } from './head-segment.ts';
import { SIGNAL_CHARACTERS_MAX } from './signal-limits.ts';

/** What of a TC string is safe to decode and decides here: the core up to its vendors, and the publisher segment; null when it is none. */
export const tcHead = (text: string): string | null => {
  if (text.length > SIGNAL_CHARACTERS_MAX || !isBase64Url(text)) return null;
  const [core = '', ...segments] = text.split('.');
  const head = headSegment(core, CORE_HEAD);
  const publisher = segments.find(isPublisherSegment);
  return head === null || publisher === undefined ? head : `${head}.${publisher}`;
};

/** Version to publisher country are 213 bits; the least that may follow (no vendors, no restrictions) makes it 259. */
const CORE_HEAD = { bits: 213, charactersMin: 44 };

/** Segment type 3 in the first three bits is the letters Y to f; 57 bits and up to 63 custom purposes twice follow. */
const isPublisherSegment = (segment: string): boolean => /^[YZa-f][\w-]{9,31}$/.test(segment);
