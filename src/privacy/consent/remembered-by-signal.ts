import { LRUCache } from 'lru-cache';
import { DECODED_CHARACTERS_MAX, SIGNAL_CHARACTERS_MAX } from './signal-limits.ts';

/** A pure decoder of texts that remembers its answers to recent texts; what is too long to be a signal is not remembered. */
export const rememberedBySignal = <T>(decode: (text: string) => T): ((text: string) => T) => {
  const answers = new LRUCache<string, { readonly answer: T }>({
    maxSize: DECODED_CHARACTERS_MAX,
    maxEntrySize: SIGNAL_CHARACTERS_MAX,
    sizeCalculation: (_answer, text) => text.length + OVERHEAD_CHARACTERS,
  });
  return function remembered(text) {
    const known = answers.get(text);
    if (known !== undefined) return known.answer;
    const answer = decode(text);
    answers.set(text, { answer });
    return answer;
  };
};

/** What an answer costs beside its text, as characters. */
const OVERHEAD_CHARACTERS = 500;
