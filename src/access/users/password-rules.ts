/** NIST SP 800-63B-4 asks for length, not for kinds of characters. */
export const PASSWORD_CHARACTERS_MIN = 12;
export const PASSWORD_CHARACTERS_MAX = 256;
/** A name shorter than this is found in passwords by chance. */
const NAME_CHARACTERS_LOOKED_FOR = 4;
const DISTINCT_CHARACTERS_MIN = 5;

/** What is wrong with a password as the one of a user, for people; null when nothing is. */
export const passwordFault = (password: string, userName: string): string | null => {
  if (password.length < PASSWORD_CHARACTERS_MIN)
    return `the password has fewer than ${PASSWORD_CHARACTERS_MIN} characters: take a longer one`;
  if (password.length > PASSWORD_CHARACTERS_MAX)
    return `the password has more than ${PASSWORD_CHARACTERS_MAX} characters: take a shorter one`;
  if (!password.isWellFormed() || /\p{Cc}/u.test(password)) return 'the password holds characters that cannot be typed: leave them out';
  if (new Set(password).size < DISTINCT_CHARACTERS_MIN)
    return `the password has fewer than ${DISTINCT_CHARACTERS_MIN} different characters`;
  const isNamed = userName.length >= NAME_CHARACTERS_LOOKED_FOR && password.toLowerCase().includes(userName.toLowerCase());
  return isNamed ? 'the password holds the user name: take another one' : null;
};
