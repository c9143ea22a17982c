import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { SettingFault } from '#runtime/setting-fault.ts';

/** Where a password is typed or piped. */
export type PasswordSource = {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
};

/** Nobody types as much. */
const LINE_CHARACTERS_MAX = 4_096;

/** One line of the input: a terminal is asked and echoes nothing. Throws a SettingFault when no line comes. */
export const readPassword = async ({ input, output }: PasswordSource): Promise<string> => {
  const isTerminal = input.isTTY === true;
  if (isTerminal) output.write('Password (is not shown): ');
  const lines = createInterface({ input, output: MUTE, terminal: isTerminal, crlfDelay: Number.POSITIVE_INFINITY });
  try {
    for await (const line of lines) return line.slice(0, LINE_CHARACTERS_MAX);
  } finally {
    lines.close();
    if (isTerminal) output.write('\n');
  }
  throw new SettingFault('no password came: pipe one line to this command, type it on a terminal, or let it be made with --generate');
};

const MUTE = new Writable({ write: (...[, , done]) => done() });
