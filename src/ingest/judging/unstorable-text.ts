import { TEXT_CHARACTERS_MAX } from '#ingest/ingest-limits.ts';

/** Why PostgreSQL cannot keep a text, or null when it can: no NUL, no half of a surrogate pair. */
export const unstorableText = (text: string): string | null => {
  if (text.includes('\0')) return 'contains the character NUL (U+0000), which cannot be stored; remove it';
  return text.isWellFormed() ? null : 'contains half of a surrogate pair; send well-formed Unicode';
};

/** Why a text is neither an id nor a short text, or null when it is one that comes back as it was sent. */
export const unfitText = (text: string): string | null => {
  if (isTooLong(text)) return `is longer than ${TEXT_CHARACTERS_MAX} characters; shorten it`;
  return text.startsWith(BYTE_ORDER_MARK) ? 'begins with a byte order mark (U+FEFF); remove it' : unstorableText(text);
};

/** PGlite decodes each value as a text of its own and takes the mark at its beginning away. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Counted in characters; only where the answer depends on it are surrogate pairs counted as one. */
const isTooLong = (text: string): boolean =>
  text.length > TEXT_CHARACTERS_MAX && (text.length > 2 * TEXT_CHARACTERS_MAX || Array.from(text).length > TEXT_CHARACTERS_MAX);
