import type { Principal } from '#access/principal.ts';
import { badUserInput } from '#api/api-error.ts';

/** What events of this caller are booked on; BAD_USER_INPUT for people, who have no source. */
export const sourceOf = ({ source }: Principal): string => {
  if (source !== null) return source;
  throw badUserInput('Only API keys have a source: name one, or come with an API key.');
};
