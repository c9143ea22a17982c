const USER_NAME = /^[a-z0-9][a-z0-9._@-]{0,63}$/;

/** What a user name must be, for people. */
export const USER_NAME_RULE = '1 to 64 letters a–z, digits and . _ @ -, the first a letter or a digit';

/** A user name as it is kept; null for a text that is none. */
export const userNameOf = (text: string): string | null => {
  const name = text.trim().toLowerCase();
  return USER_NAME.test(name) ? name : null;
};

/** How the accounts of a demo are called, and no others: their passwords are printed. */
export const DEMO_NAME_START = 'demo-';
