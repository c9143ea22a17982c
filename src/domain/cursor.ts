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

const ALERT_SHAPE = /^alert:(\d{1,16})$/;
/** Thirteen digits of milliseconds reach into the year 2286, beyond which a database may not follow. */
const EVENT_SHAPE = /^event:(\d{1,3}):(\d{1,13}):([0-9a-f]{32})$/;

/** Kind and position with a check sum, so that damage is told from another position. */
const seal = (text: string): string => Buffer.from(`${text}~${checkSum(text)}`).toString('base64url');

/** The sealed text, or an empty one when the cursor is not exactly what `seal` writes. */
const unseal = (cursor: string): string => {
  const [text = ''] = Buffer.from(cursor, 'base64url').toString().split('~', 1);
  return seal(text) === cursor ? text : '';
};

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
