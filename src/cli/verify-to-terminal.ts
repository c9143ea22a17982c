import { isPerfect, type RuleProof } from '#simulator/proof/confusion.ts';
import type { SimulateOptions } from './simulate-to-terminal.ts';
import { verify } from '#simulator/verify.ts';

/** Verifies the rules of a server, prints a table and one line of JSON; answers the exit code: 0 when every rule is perfect. */
export const verifyToTerminal = async ({ url, key, seed }: Pick<SimulateOptions, 'url' | 'key' | 'seed'>): Promise<number> => {
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  const proofs = await verify({ url, apiKey: key, signal: interrupted.signal }, seed);
  process.stdout.write(`${[HEADER, ...proofs.map(lineOf), ...proofs.flatMap(mistakesOf)].join('\n')}\n`);
  process.stdout.write(`${JSON.stringify({ isPerfect: isPerfect(proofs), rules: proofs })}\n`);
  return isPerfect(proofs) ? 0 : 1;
};

const RULE_WIDTH = 36;
const NUMBER_WIDTH = 10;

const row = (rule: string, ...numbers: readonly (number | string)[]): string =>
  rule.padEnd(RULE_WIDTH) + numbers.map((number) => String(number).padStart(NUMBER_WIDTH)).join('');

const HEADER = row('rule', 'expected', 'found', 'precision', 'recall');

const lineOf = ({ rule, expected, found, precision, recall }: RuleProof): string =>
  row(rule, expected, found, precision.toFixed(3), recall.toFixed(3));

const mistakesOf = ({ missed, invented }: RuleProof): readonly string[] => [
  ...missed.map(({ rule, subject, from, to }) => `missed: ${rule} of ${subject}, ${from} to ${to}`),
  ...invented.map(({ rule, subject, from, to }) => `invented: ${rule} of ${subject}, ${from} to ${to}`),
];
