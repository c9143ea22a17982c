import type { GroupOrder, GroupOrderField, GroupPosition } from '#store/statistics/statistics-reader.ts';

/** What groups are ordered by, over the sums of a group. */
export const ORDER_VALUES: Readonly<Record<GroupOrderField, string>> = {
  EVENTS: '"events"',
  PLAYS: '"plays"',
  WATCH_TIME: '"watchMs"',
  ERROR_RATE: 'case when "events" = 0 then 0 else "errors" / "events" end',
  KEY: '0::float8',
};

const sign = { ASC: '>', DESC: '<' } as const;

/** `order by` and the condition that a group lies after a position: its value is `$5`, its key `$6`. Keys ascend but in their own descending order. */
export const groupOrder = ({ field, direction }: GroupOrder): { readonly orderBy: string; readonly isAfter: string } => {
  const keyDirection = field === 'KEY' ? direction : 'ASC';
  return {
    orderBy: `value ${direction}, "group" collate "C" ${keyDirection}`,
    isAfter: `($5::float8 is null or value ${sign[direction]} $5 or (value = $5 and "group" collate "C" ${sign[keyDirection]} $6::text))`,
  };
};

/** Keys of a group as one text; a NUL cannot be in one, and PostgreSQL has no NUL: U+001F stands between. */
export const KEY_SEPARATOR = '\u001F';
export const groupName = (keys: readonly string[]): string => keys.join(KEY_SEPARATOR);
/** The keys of a named group, one or two. A key may hold U+001F itself, but none that stands second does. */
export const groupKeys = (name: string, count: number): readonly string[] => {
  const at = count > 1 ? name.lastIndexOf(KEY_SEPARATOR) : -1;
  return at < 0 ? [name] : [name.slice(0, at), name.slice(at + 1)];
};
export const positionValues = (after: GroupPosition | null): readonly [number | null, string] => [
  after?.value ?? null,
  groupName(after?.keys ?? []),
];
