import { LRUCache } from 'lru-cache';

/** Documents kept, and characters of all of them: a parsed one takes up to 200 bytes a character, so about 50 MB at most. */
const DOCUMENTS_MAX = 1_000;
const CHARACTERS_MAX = 262_144;
/** Longer ones, which are events written into a document, are parsed each time. */
const DOCUMENT_CHARACTERS_MAX = 16_384;

/** What is known about documents by their text, bounded by the memory it takes. */
export const createDocumentCache = <Value extends object>(): LRUCache<string, Value> =>
  new LRUCache({
    max: DOCUMENTS_MAX,
    maxSize: CHARACTERS_MAX,
    maxEntrySize: DOCUMENT_CHARACTERS_MAX,
    sizeCalculation: (_value, text) => Math.max(1, text.length),
  });
