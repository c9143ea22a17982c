import { TEXT_CHARACTERS_MAX } from '#ingest/ingest-limits.ts';

/** Why PostgreSQL cannot keep a text, or null when it can: no NUL, no half of a surrogate pair. */
export const unstorableText = (text: string): string | null => {
  if (text.includes('\0')) return 'contains the character NUL (U+0000), which cannot be stored; remove it';
  return text.isWellFormed() ? null : 'contains half of a surrogate pair; send well-formed Unicode';
};

/** Why a text is neither an id nor a short text, or null when it is one. */
export const unfitText = (text: string): string | null =>
  isTooLong(text) ? `is longer than ${TEXT_CHARACTERS_MAX} characters; shorten it` : unstorableText(text);

/** Counted in characters; only where the answer depends on it are surrogate pairs counted as one. */
const isTooLong = (text: string): boolean =>
  text.length > TEXT_CHARACTERS_MAX && (text.length > 2 * TEXT_CHARACTERS_MAX || Array.from(text).length > TEXT_CHARACTERS_MAX);
