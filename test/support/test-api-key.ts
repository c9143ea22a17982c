/** The first API key of every server that tests and benches start; it may do everything, and its events are of the source `default`. */
export const TEST_API_KEY = 'pg_test_000000000000_0000000000000000000000000000000000000000000000000000000000000000_d3789221';

/** What a request shows to be let in. */
export const AUTHORIZED = { authorization: `Bearer ${TEST_API_KEY}` };
