import { invalid, type KeyFault } from './key-fault.ts';
import type { NewApiKey } from './new-api-key.ts';

/** Requests and events a key may be allowed in a minute. */
const REQUESTS_PER_MINUTE_MAX = 1_000_000;
const EVENTS_PER_MINUTE_MAX = 1_000_000_000;
const NAME_CHARACTERS_MAX = 100;
const SOURCE = /^[a-z][a-z0-9_-]{0,63}$/;
const PRINTABLE = /^[^\p{Cc}\p{Cs}]*$/u;

/** Everything that is wrong with what is said of a key; what is left out is not looked at. */
export const faultsOfKey = (wanted: Partial<NewApiKey>, now: Date): readonly KeyFault[] =>
  [
    wanted.source === undefined ? null : sourceFault(wanted.source),
    wanted.name === undefined ? null : nameFault(wanted.name),
    wanted.scopes?.length === 0 ? invalid('scopes', 'A key without scopes can do nothing: name at least one.') : null,
    limitFault('requestsPerMinute', wanted.requestsPerMinute, REQUESTS_PER_MINUTE_MAX),
    limitFault('eventsPerMinute', wanted.eventsPerMinute, EVENTS_PER_MINUTE_MAX),
    wanted.expiresAt == null ? null : expiryFault(wanted.expiresAt, now),
  ].filter((fault) => fault !== null);

const sourceFault = (source: string): KeyFault | null =>
  SOURCE.test(source)
    ? null
    : invalid('source', 'A source has 1 to 64 characters of a-z, 0-9, _ and -, and begins with a letter, e.g. `living-room`.');

const nameFault = (name: string): KeyFault | null => {
  const isName = name.trim() !== '' && name.length <= NAME_CHARACTERS_MAX && PRINTABLE.test(name);
  return isName ? null : invalid('name', `A name has 1 to ${NAME_CHARACTERS_MAX} printable characters.`);
};

const limitFault = (field: string, limit: number | undefined, most: number): KeyFault | null =>
  limit === undefined || (Number.isSafeInteger(limit) && limit >= 1 && limit <= most)
    ? null
    : invalid(field, `A limit is a whole number from 1 to ${most}.`);

const expiryFault = (expiresAt: Date, now: Date): KeyFault | null =>
  expiresAt > now
    ? null
    : invalid(
        'expiresAt',
        'A key expires in the future, at an RFC 3339 instant such as 2027-03-01T00:00:00Z; leave it out for one that does not.',
      );
