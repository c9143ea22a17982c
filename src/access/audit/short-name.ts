/** Characters of a name that a client chose, as it is written down. */
const NAME_CHARACTERS_MAX = 200;

/** A name that a client chose, cut and copied: a part of a text keeps all of it in memory. */
export const shortName = (text: string): string => Buffer.from(text.slice(0, NAME_CHARACTERS_MAX)).toString();
