import { describe, expect, it } from 'vitest';
import { createDocumentCache } from '#http/document-cache.ts';

const textOf = (characters: number, name: number): string => `${name}`.padEnd(characters, 'x');

describe('what is remembered about documents', () => {
  it.each([
    ['a thousand short ones', 10, 5_000, 1_000],
    ['a quarter of a million characters of longer ones', 10_000, 100, 26],
    ['none of those with events in them', 16_385, 10, 0],
  ])('is %s', (_case, characters, documents, kept) => {
    const cache = createDocumentCache();
    for (let i = 0; i < documents; i++) cache.set(textOf(characters, i), {});
    expect(cache.size).toBe(kept);
  });
});
