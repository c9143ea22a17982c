import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { App } from '#app.ts';
import type { DemoCredentials } from '#composition/callers.ts';
import { askPreferences } from '#simulator/proof/ask-preferences.ts';
import { exampleViewing } from '#simulator/example-viewing.ts';
import { sendBatch, type Wire } from '#simulator/send-batch.ts';
import { simulate } from '#simulator/simulate.ts';

const EVENTS_PER_SECOND = 100;
const CONCURRENCY = 2;
/** An ordinary viewer who asked not to be tracked, and whose player goes on telling. */
const UNTRACKED_VIEWER = 'user_30';
/** How often the terminal says what is happening. */
const REPORT_MS = 2_000;

type Demo = { readonly app: App; readonly credentials: DemoCredentials; readonly log: Logger };

/** Simulated viewers on a running server, and a line on the terminal, until disposed. */
export const startDemo = ({ app, credentials, log }: Demo): AsyncDisposable => {
  const stop = new AbortController();
  process.stdout.write(welcome(app.url, credentials));
  const endpoint = { url: `${app.url}/graphql`, apiKey: credentials.clientKey };
  const asked = askPreferences(endpoint, UNTRACKED_VIEWER, { doNotTrack: true }).catch((error: unknown) =>
    log.warn({ err: error }, 'the simulated viewer who is not to be tracked could not ask'),
  );
  const example = sendExample({ ...endpoint, signal: stop.signal }, log);
  const viewers = simulate({
    ...endpoint,
    events: Number.POSITIVE_INFINITY,
    concurrency: CONCURRENCY,
    ratePerSecond: EVENTS_PER_SECOND,
    seed: Date.now(),
    signal: stop.signal,
    onProgress: () => undefined,
  }).catch((error: unknown) => log.error({ err: error }, 'the simulated viewers stopped'));
  const report = reportActivity(app, stop.signal);
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await Promise.all([asked, example, viewers, report]);
    },
  };
};

const sendExample = async (wire: Wire, log: Logger): Promise<void> => {
  const sent = await sendBatch(exampleViewing(new Date()), wire);
  if (sent.kind === 'failed') log.warn({ err: new Error(sent.complaint) }, 'the example viewer is missing');
};

const welcome = (url: string, { analystToken, adminToken, clientKey, accounts }: DemoCredentials): string => `
  Simulated viewers are watching. Open  ${url}/graphql
  and run a tab: query the alerts, subscribe to them, or send an event of your own. Ctrl-C stops.

  WARNING: whoever reads this may do everything here. It is for this demo only, made anew at every start; tokens end after 12 hours.
  ${accounts.map(({ name, password }) => `signIn as ${name} with the password ${password}`).join('\n  ')}
analyst token: ${analystToken}
admin token: ${adminToken}
client key: ${clientKey}

`;

const reportActivity = async (app: App, signal: AbortSignal): Promise<void> => {
  const startedAt = performance.now();
  let before = app.storedCount();
  while (!signal.aborted) {
    await wait(REPORT_MS, undefined, { signal }).catch(() => undefined);
    const stored = app.storedCount();
    const perSecond = Math.round((stored - before) / (REPORT_MS / 1000));
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    write(`${seconds} s | ${perSecond} events/s | ${stored} events stored | ${app.alertCount()} alerts | ${app.url}/graphql`);
    before = stored;
  }
};

/** One line that is written over on a terminal, and a line each elsewhere. */
const write = (line: string): void => {
  process.stdout.write(process.stdout.isTTY ? `\r\u001B[2K  ${line}` : `${line}\n`);
};
