import { plainArray } from '#store/array-literal.ts';
import { holdBatches, unlinkDevice, unlinkViewer } from '#store/identities/erasures.ts';
import type { IdentityCipher } from '#store/identities/identity-cipher.ts';
import type { Sql } from '#store/sql.ts';
import type { ClaimedRequest } from './privacy-request-queue.ts';

/** What must still be known of a person while the rest of their data is deleted. Kept sealed with the request, and gone with its end. */
export type ErasureMemo = {
  readonly viewerId: string;
  readonly userId: string;
  /** Rows deleted so far. */
  readonly deleted: number;
};

type Needs = { readonly sql: Sql; readonly cipher: IdentityCipher };

/** Devices of a viewer that are looked at; one has more only by mistake. */
const DEVICES_MAX = 1_000;

/**
 * Unlinks the person of a request in one short transaction, with the devices nobody else has, preferences, exports and dead letters: from
 * its commit on nothing leads to the person. Null when that was done by an earlier request; asked again, it answers the same memo.
 */
export const unlinkPerson = async ({ sql, cipher }: Needs, request: ClaimedRequest, at: Date): Promise<ErasureMemo | null> => {
  if (request.sealed !== null) return memoOf(cipher.decrypt(request.sealed));
  return sql.transaction(async (transaction) => {
    await holdBatches(transaction);
    const devices = await transaction.query<{ id: string }>(OWN_DEVICES, [request.viewerId, DEVICES_MAX]); // none comes while batches are held
    const [person] = await transaction.query<{ original: string }>(ORIGINAL, [request.viewerId]);
    if (person === undefined) return null;
    const userId = cipher.decrypt(Buffer.from(person.original, 'hex'));
    for (const { id } of devices) await unlinkDevice(transaction, id); // oxlint-disable-line no-await-in-loop -- one connection
    const tombstone = await unlinkViewer(transaction, request.viewerId, at);
    const preferences = await transaction.query('delete from viewer_preferences where viewer_id = $1 returning 1', [request.viewerId]);
    const letters = await transaction.query('delete from dead_letters where viewer_id = $1 returning 1', [request.viewerId]);
    const memo = { viewerId: request.viewerId, userId, deleted: preferences.length + letters.length + devices.length };
    await transaction.query(LEAD_TO_TOMBSTONE, [request.viewerId, tombstone]);
    await transaction.query(REMEMBER, [request.id, cipher.encrypt(JSON.stringify(memo))]);
    return memo;
  });
};

const memoOf = (text: string): ErasureMemo => JSON.parse(text) as ErasureMemo;

/** An id as long as this names a person also where nothing tells its beginning and end. */
const TELLING_CHARACTERS_MIN = 8;
/** Dead letters looked at at once. */
const LETTERS_PAGE = 100;

/** Deletes what names a person of the entries that nobody could decode; answers the memo with their count, which outlives a crash. `afterPage` is called between pages. */
export const deleteUndecodedLetters = async (
  needs: Needs,
  { request, memo }: { readonly request: ClaimedRequest; readonly memo: ErasureMemo },
  afterPage: () => Promise<void>,
): Promise<ErasureMemo> => {
  let counted = memo;
  // oxlint-disable no-await-in-loop -- one page after the other
  for (let after = NO_ID; ;) {
    const page = await needs.sql.query<LetterRow>(UNDECODED, [after, LETTERS_PAGE]);
    const theirs = page.filter(({ payload }) => namesPerson(needs.cipher.decrypt(Buffer.from(payload, 'hex')), memo.userId));
    if (theirs.length > 0) {
      counted = { ...counted, deleted: counted.deleted + theirs.length };
      await deleteLetters(needs, theirs, { request, memo: counted });
    }
    const last = page.at(-1);
    if (last === undefined || page.length < LETTERS_PAGE) return counted;
    after = last.id;
    await afterPage();
  }
};

type LetterRow = { readonly id: string; readonly payload: string };

const namesPerson = (text: string, userId: string): boolean =>
  text.includes(JSON.stringify(userId)) || (userId.length >= TELLING_CHARACTERS_MIN && text.includes(userId));

const deleteLetters = (
  { sql, cipher }: Needs,
  letters: readonly LetterRow[],
  { request, memo }: { readonly request: ClaimedRequest; readonly memo: ErasureMemo },
): Promise<void> =>
  sql.transaction(async (transaction) => {
    await transaction.query('delete from dead_letters where id = any($1::uuid[])', [plainArray(letters.map(({ id }) => id))]);
    await transaction.query(REMEMBER, [request.id, cipher.encrypt(JSON.stringify(memo))]);
  });

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Events looked at at once. */
const EVENTS_PAGE = 2_000;

/** Deletes the free properties and addresses of all events of a pseudonym, a page at a time; answers how many events there are. */
export const scrubEvents = async (sql: Sql, viewerId: string, afterPage: () => Promise<void>): Promise<number> => {
  let count = 0;
  // oxlint-disable no-await-in-loop -- one page after the other
  for (let last: EventPlaceRow = BEGINNING; ;) {
    const page: readonly EventPlaceRow[] = await sql.query(EVENT_PAGE, [viewerId, last.occurred_at, last.key, EVENTS_PAGE]);
    const free = page.filter(({ is_free }) => is_free);
    if (free.length > 0)
      await sql.query(SCRUB, [plainArray(free.map(({ occurred_at }) => `"${occurred_at}"`)), plainArray(free.map(({ key }) => key))]);
    count += page.length;
    const end = page.at(-1);
    if (end === undefined || page.length < EVENTS_PAGE) return count;
    last = end;
    await afterPage();
  }
};

type EventPlaceRow = { readonly occurred_at: string; readonly key: string; readonly is_free: boolean };
const BEGINNING: EventPlaceRow = { occurred_at: '-infinity', key: NO_ID, is_free: false };

/** identities_pkey */
const ORIGINAL = `select encode(original, 'hex') as original from identities where id = $1 and erased_at is null`;
/** events_viewer_index, then events_device_index for each device. */
const OWN_DEVICES = `select own.id from (select distinct device_id as id from events where viewer_id = $1 and device_id is not null limit $2) as own
  where not exists (select from events e where e.device_id = own.id and e.viewer_id is distinct from $1::uuid)`;
/** privacy_requests_viewer_index */
const LEAD_TO_TOMBSTONE = 'update privacy_requests set viewer_id = $2, sealed = null where viewer_id = $1';
const REMEMBER = 'update privacy_requests set sealed = $2 where id = $1';
/** dead_letters_pkey */
const UNDECODED = `select id, encode(payload, 'hex') as payload from dead_letters where viewer_id is null and id > $1::uuid order by id limit $2::int`;
/** events_viewer_index */
const EVENT_PAGE = `select occurred_at::text, key, extra_metadata is not null or ip_original is not null as is_free from events
  where viewer_id = $1 and (occurred_at, key) > ($2::timestamptz, $3::uuid) order by occurred_at, key limit $4::int`;
/** events_pkey */
const SCRUB = `update events e set extra_metadata = null, ip_original = null
  from unnest($1::timestamptz[], $2::uuid[]) as free (occurred_at, key)
  where e.occurred_at = free.occurred_at and e.key = free.key`;
