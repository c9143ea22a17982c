/** Epoch milliseconds of an RFC 3339 date-time with its offset (`2026-01-02T12:34:56.789Z`, `…+02:00`), or null when it is none. */
export const parseInstant = (text: string): number | null => {
  if (text.length < SHORTEST || text.length > LONGEST || !hasSeparators(text)) return null;
  const day = dayAt(text);
  const time = timeAt(text);
  const fractionEnd = endOfFraction(text);
  const offset = offsetAt(text, fractionEnd);
  if (day === null || time === null || fractionEnd < 0 || offset === null) return null;
  return day + time + millisecondsOf(text, fractionEnd) - offset;
};

const SHORTEST = '2026-01-02T12:34:56Z'.length;
const LONGEST = 64;
const DATE_TIME_END = '2026-01-02T12:34:56'.length;
const NOT_A_NUMBER = -1;
const [ZERO, NINE, DASH, COLON, DOT, PLUS] = [48, 57, 45, 58, 46, 43];
const MINUTE_MS = 60_000;

/** RFC 3339 permits the letters in either case. */
const isLetter = (text: string, at: number, upper: 'T' | 'Z'): boolean => text[at] === upper || text[at] === upper.toLowerCase();

const hasSeparators = (text: string): boolean =>
  text.charCodeAt(4) === DASH &&
  text.charCodeAt(7) === DASH &&
  isLetter(text, 10, 'T') &&
  text.charCodeAt(13) === COLON &&
  text.charCodeAt(16) === COLON;

const digitsAt = (text: string, start: number, end: number): number => {
  let value = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (!(code >= ZERO && code <= NINE)) return NOT_A_NUMBER;
    value = value * 10 + code - ZERO;
  }
  return value;
};

const dayAt = (text: string): number | null => {
  const [year, month, day] = [digitsAt(text, 0, 4), digitsAt(text, 5, 7), digitsAt(text, 8, 10)];
  if (year < 100 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  const midnight = Date.UTC(year, month - 1, day);
  // Date.UTC makes 2 March of 30 February.
  return day > 28 && new Date(midnight).getUTCDate() !== day ? null : midnight;
};

const timeAt = (text: string): number | null => {
  const [hour, minute, second] = [digitsAt(text, 11, 13), digitsAt(text, 14, 16), digitsAt(text, 17, 19)];
  if (!isUpTo(hour, 23) || !isUpTo(minute, 59) || !isUpTo(second, 59)) return null;
  return ((hour * 60 + minute) * 60 + second) * 1000;
};

/** Where the offset begins, or -1 when a point has no digits after it. */
const endOfFraction = (text: string): number => {
  if (text.charCodeAt(DATE_TIME_END) !== DOT) return DATE_TIME_END;
  let end = DATE_TIME_END + 1;
  while (digitsAt(text, end, end + 1) !== NOT_A_NUMBER) end++;
  return end === DATE_TIME_END + 1 ? -1 : end;
};

const millisecondsOf = (text: string, fractionEnd: number): number => {
  const digits = Math.min(3, fractionEnd - DATE_TIME_END - 1);
  if (digits <= 0) return 0;
  const start = DATE_TIME_END + 1;
  return digitsAt(text, start, start + digits) * 10 ** (3 - digits);
};

const offsetAt = (text: string, at: number): number | null => {
  if (isLetter(text, at, 'Z')) return text.length === at + 1 ? 0 : null;
  if (text.length !== at + 6 || text.charCodeAt(at + 3) !== COLON) return null;
  const [sign, hours, minutes] = [signAt(text, at), digitsAt(text, at + 1, at + 3), digitsAt(text, at + 4, at + 6)];
  return sign !== 0 && isUpTo(hours, 23) && isUpTo(minutes, 59) ? sign * (hours * 60 + minutes) * MINUTE_MS : null;
};

const signAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  if (code === PLUS) return 1;
  return code === DASH ? -1 : 0;
};

const isUpTo = (value: number, max: number): boolean => value >= 0 && value <= max;
