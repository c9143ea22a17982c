/** What Node says about a connection that could not be made or broke. */
const NETWORK_CODES: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
]);
/** SQLSTATE 08 connection, 53 out of resources, 57P shut down or starting, 57014 a statement given up. */
const AWAY_STATE = /^(08...|53...|57P..|57014)$/;
/** What node-postgres says without a code. */
const AWAY_MESSAGE =
  /^(connection terminated|client has encountered a connection error|timeout exceeded when trying to connect|timeout expired)/i;

/** True for the errors of a database that cannot answer now: the same question may succeed later. */
export const isDatabaseAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'string') return NETWORK_CODES.has(code) || AWAY_STATE.test(code);
  return AWAY_MESSAGE.test(error.message);
};
