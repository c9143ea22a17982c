/** The object without the keys whose value is undefined. */
export const defined = <T extends object>(object: T): Defined<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
