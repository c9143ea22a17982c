/** Exit code 0 when the Playguard process of this machine or container answers /livez on PORT, 1 when it does not. */
const ANSWER_MS_MAX = 3_000;

const url = `http://127.0.0.1:${process.env['PORT'] ?? 4000}/livez`;
const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS_MAX) }).catch(() => null);
process.exitCode = answer?.ok === true ? 0 : 1;
