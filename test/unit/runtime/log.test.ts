import { describe, expect, it } from 'vitest';
import { createLogger } from '#runtime/log.ts';

const logged = (write: (log: ReturnType<typeof createLogger>) => void): Record<string, unknown> => {
  const lines: string[] = [];
  write(createLogger({ level: 'debug', destination: { write: (line) => lines.push(line) } }));
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '');
};

const databaseError = Object.assign(new Error("insert into viewers values ('ann@example.org') - duplicate key"), {
  code: '23505',
  table: 'viewers',
  constraint: 'viewers_pkey',
  detail: 'Key (id)=(ann@example.org) already exists.',
});

describe('a logger', () => {
  it('writes level, time, process and message as one JSON line', () => {
    expect(logged((log) => log.info('started'))).toEqual({ level: 'info', time: expect.any(String), pid: process.pid, msg: 'started' });
  });

  it.each([
    [
      'numbers, booleans and dates',
      { events: 3, isLate: true, at: new Date(0) },
      { events: 3, isLate: true, at: '1970-01-01T00:00:00.000Z' },
    ],
    ['text under an allowed name', { state: 'ready', reader: 'w1' }, { state: 'ready', reader: 'w1' }],
    ['allowed text in lists and objects', { migrations: ['a'], stream: { name: 'b' } }, { migrations: ['a'], stream: { name: 'b' } }],
  ])('keeps %s', (_what, fields, expected) => {
    expect(logged((log) => log.info(fields, 'm'))).toMatchObject(expected);
  });

  it.each([
    ['userId', 'ann@example.org'],
    ['ipAddress', '203.0.113.7'],
    ['variables', { input: { userId: 'ann@example.org' } }],
    ['rows', [['ann@example.org']]],
  ])('withholds %s', (name, value) => {
    const line = JSON.stringify(logged((log) => log.child({ [name]: value }).info({ [name]: value }, 'm')));
    expect(line).toContain('[withheld]');
    expect(line).not.toMatch(/ann@|203\.0/);
  });

  it('describes an error with its code, place in the code and causes', () => {
    const error = new TypeError('no such thing', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) });
    expect(logged((log) => log.error({ err: error }, 'm'))['err']).toMatchObject({
      type: 'TypeError',
      message: 'no such thing',
      stack: expect.stringMatching(/^ {4}at .*log\.test/),
      cause: { message: 'refused', code: 'ECONNREFUSED' },
    });
  });

  it.each([
    ['in a field', (log: ReturnType<typeof createLogger>) => log.error({ err: databaseError }, 'm')],
    ['alone', (log: ReturnType<typeof createLogger>) => log.error(databaseError)],
    ['as a field without words', (log: ReturnType<typeof createLogger>) => log.error({ err: databaseError })],
  ])("does not quote a database's message, given %s", (_how, write) => {
    const line = logged(write);
    expect(JSON.stringify(line)).not.toContain('ann@');
    expect(line['err']).toMatchObject({ message: 'SQLSTATE 23505 (table viewers, constraint viewers_pkey)', code: '23505' });
  });

  it('writes lines for people on demand', () => {
    const lines: string[] = [];
    const log = createLogger({ level: 'info', isPretty: true, destination: { write: (line) => lines.push(line) } });
    log.warn({ events: 3, state: 'late', err: new Error('why', { cause: new Error('deep') }) }, 'slow');
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d WARN {2}slow events=3 state=late\n {2}Error: why\n {4}at [^]*caused by\n {2}Error: deep/);
  });
});
