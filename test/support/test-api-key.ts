/** The first API key of every server that tests and benches start; it may do everything, and its events are of the source `default`. */
export const TEST_API_KEY = 'pg_test_4a1b310ad4d1_ccc44442ce2e8c3077109eaf1c0b0aa5fd81a92255a5293f20bc0d57a62d014a_52c6e479';

/** What a request shows to be let in. */
export const AUTHORIZED = { authorization: `Bearer ${TEST_API_KEY}` };
