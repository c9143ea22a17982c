/** A way to write positions of one ordered list as opaque text, and to read them back. */
export type CursorCodec<Position> = {
  encode(position: Position): string;
  /** The position, or null for text that is damaged or belongs to another list. */
  decode(cursor: string): Position | null;
};

/** The place of an event in any order of events: every part that decides one. */
type EventPlace = { readonly score: number; readonly occurredAt: Date; readonly key: string };

/** Positions in the alert log: a sequence, 0 before the first alert. */
export const alertCursor: CursorCodec<number> = {
  encode: (sequence) => seal(`alert:${sequence}`),
  decode: (cursor) => wholeNumber(ALERT_SHAPE.exec(unseal(cursor))?.[1]),
};

/** Positions in lists of events. */
export const eventCursor: CursorCodec<EventPlace> = {
  encode: ({ score, occurredAt, key }) => seal(`event:${score}:${occurredAt.getTime()}:${key}`),
  decode(cursor) {
    const [, scoreText, timeText, key] = EVENT_SHAPE.exec(unseal(cursor)) ?? [];
    const score = wholeNumber(scoreText);
    const time = wholeNumber(timeText);
    return score === null || time === null || key === undefined ? null : { score, occurredAt: new Date(time), key };
  },
};

/** The place of a group in a breakdown: the value it is ordered by, then its keys. */
type GroupPlace = { readonly value: number; readonly keys: readonly string[] };

/** Positions in one breakdown in one order, which `list` names; a group has `keyCount` keys. */
export const groupCursor = (list: string, keyCount: number): CursorCodec<GroupPlace> => ({
  encode: ({ value, keys }) => sealList(`group:${list}`, [value, ...keys]),
  decode(cursor) {
    const [value, ...keys] = unsealList(cursor, `group:${list}`);
    return Number.isFinite(value) && keys.length === keyCount && keys.every(isStorable) ? { value: Number(value), keys } : null;
  },
});

/** The place of a region in the order of risk. */
type RegionRiskPlace = { readonly flagged: number; readonly region: string };

/** Positions in lists of regions by risk. */
export const regionRiskCursor: CursorCodec<RegionRiskPlace> = {
  encode: ({ flagged, region }) => sealList('region-risk', [flagged, region]),
  decode(cursor) {
    const [flagged, region] = unsealList(cursor, 'region-risk');
    return isCount(flagged) && isStorable(region) ? { flagged, region } : null;
  },
};

/** The place of a session among those of a viewer. */
type SessionPlace = { readonly startedAt: Date; readonly source: string; readonly sessionId: string };

/** Positions in lists of sessions. */
export const sessionCursor: CursorCodec<SessionPlace> = {
  encode: ({ startedAt, source, sessionId }) => sealList('session', [startedAt.getTime(), source, sessionId]),
  decode(cursor) {
    const [time, source, sessionId] = unsealList(cursor, 'session');
    if (!isCount(time) || time > LATEST_MS || !isStorable(source) || !isStorable(sessionId)) return null;
    return { startedAt: new Date(time), source, sessionId };
  },
};

/** The place of a privacy request, the newest first. */
type PrivacyRequestPlace = { readonly receivedAt: Date; readonly id: string };

/** Positions in lists of privacy requests. */
export const privacyRequestCursor: CursorCodec<PrivacyRequestPlace> = {
  encode: ({ receivedAt, id }) => sealList('privacy-request', [receivedAt.getTime(), id]),
  decode(cursor) {
    const [time, id] = unsealList(cursor, 'privacy-request');
    if (!isCount(time) || time > LATEST_MS || typeof id !== 'string' || !UUID_SHAPE.test(id)) return null;
    return { receivedAt: new Date(time), id };
  },
};

const UUID_SHAPE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LATEST_MS = 9_999_999_999_999; // of thirteen digits, as below
const ALERT_SHAPE = /^alert:(\d{1,16})$/;
/** Thirteen digits of milliseconds reach into the year 2286, beyond which a database may not follow. */
const EVENT_SHAPE = /^event:(\d{1,3}):(\d{1,13}):([0-9a-f]{32})$/;

/** Kind and position with a check sum, so that damage is told from another position. */
const seal = (text: string): string => Buffer.from(`${text}~${checkSum(text)}`).toString('base64url');

/** The sealed text, or an empty one when the cursor is not exactly what `seal` writes. */
const unseal = (cursor: string): string => {
  const opened = Buffer.from(cursor, 'base64url').toString();
  const text = opened.slice(0, Math.max(0, opened.lastIndexOf('~')));
  return seal(text) === cursor ? text : '';
};

const sealList = (kind: string, list: readonly unknown[]): string => seal(`${kind}:${JSON.stringify(list)}`);

/** The list behind a cursor of this kind; empty for any other. */
const unsealList = (cursor: string, kind: string): readonly unknown[] => {
  const text = unseal(cursor);
  if (!text.startsWith(`${kind}:`)) return [];
  try {
    const list: unknown = JSON.parse(text.slice(kind.length + 1));
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
};

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** A text that a database can compare with. */
const isStorable = (value: unknown): value is string => typeof value === 'string' && value.isWellFormed() && !value.includes('\0');

/** FNV-1a, 32 bits, in base 36. */
const checkSum = (text: string): string => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
};

const wholeNumber = (digits: string | undefined): number | null => {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : null;
};
