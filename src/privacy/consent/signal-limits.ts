/** Characters of a TC or GPP string that is decoded; a longer one is no signal. */
export const SIGNAL_CHARACTERS_MAX = 4_096;
/** Characters of all strings whose decoded form is kept at hand, per kind of string. */
export const DECODED_CHARACTERS_MAX = 8_000_000;
