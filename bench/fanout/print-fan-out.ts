import { say } from '../support/say.ts';
import type { FanOutFigures } from './fan-out-figures.ts';

/** Prints the figures for people. */
export const printFanOut = (figures: FanOutFigures): void => {
  say();
  say(`${figures.subscribers} subscribers, messages of ${figures.messageBytes} bytes; p99 at ${figures.steadyAlertsPerSecond} alerts/s`);
  row('playguard', figures.messagesPerSecond, figures.p99Ms);
  row('yoga', figures.yogaMessagesPerSecond, figures.yogaP99Ms);
  row('broadcast', figures.broadcastMessagesPerSecond, figures.broadcastP99Ms);
  say(`  playguard is ${figures.ratioToYoga} of yoga (target: above 1) and ${figures.ratioToBroadcast} of the broadcast`);
  say();
};

const row = (name: string, perSecond: number | null, p99: number | null): void =>
  say(`  ${name.padEnd(11)}${String(perSecond).padStart(9)} messages/s   p99 ${p99} ms`);
