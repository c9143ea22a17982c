import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readPassword } from '#cli/users/read-password.ts';

const written = (output: PassThrough): string => String(output.read() ?? '');

describe('a password', () => {
  it.each([
    ['a line', 'correct horse battery\n'],
    ['a line of Windows', 'correct horse battery\r\n'],
    ['a last line without its end', 'correct horse battery'],
    ['the first of many lines', 'correct horse battery\nand more\n'],
  ])('is read from a pipe as %s, and nothing is asked', async (_what, text) => {
    const output = new PassThrough();
    expect(await readPassword({ input: Readable.from([text]), output })).toBe('correct horse battery');
    expect(written(output)).toBe('');
  });

  it('that does not come is explained', async () => {
    await expect(readPassword({ input: Readable.from([]), output: new PassThrough() })).rejects.toThrow('--generate');
  });

  it('typed on a terminal is asked for, and not shown', async () => {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
    const output = new PassThrough();
    const reading = readPassword({ input, output });
    for (const key of 'correct horse battery\r') input.write(key);
    expect(await reading).toBe('correct horse battery');
    expect(written(output)).toBe('Password (is not shown): \n');
  });
});
