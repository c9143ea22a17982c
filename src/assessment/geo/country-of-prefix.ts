/**
 * The country a network is announced from, ISO 3166-1 alpha-2; null when the database does not know. `prefix` is
 * `203.0.113.0/24` or `2001:db8:1::/48`: nothing finer is ever looked up.
 */
export type CountryOfPrefix = (prefix: string) => string | null;
