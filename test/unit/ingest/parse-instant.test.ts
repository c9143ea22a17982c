import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from '#ingest/judging/parse-instant.ts';

describe('parseInstant', () => {
  it.each([
    ['2026-01-02T12:34:56Z', '2026-01-02T12:34:56.000Z'],
    ['2026-01-02t12:34:56z', '2026-01-02T12:34:56.000Z'],
    ['2026-01-02T12:34:56.7Z', '2026-01-02T12:34:56.700Z'],
    ['2026-01-02T12:34:56.789123456Z', '2026-01-02T12:34:56.789Z'],
    ['2026-01-02T12:34:56+02:00', '2026-01-02T10:34:56.000Z'],
    ['2026-01-02T00:34:56.5-09:30', '2026-01-02T10:04:56.500Z'],
    ['2026-01-02T12:34:56-00:00', '2026-01-02T12:34:56.000Z'],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
  ])('reads %s', (text, iso) => {
    expect(parseInstant(text)).toBe(Date.parse(iso));
  });

  it.each([
    '',
    'now',
    '2026-01-02',
    '2026-01-02T12:34:56',
    '2026-01-02 12:34:56Z',
    '2026-01-02T12:34Z',
    '2026-01-02T12:34:56.Z',
    '2026-01-02T12:34:56,5Z',
    '2026-1-02T12:34:56Z1',
    '2026-02-30T12:34:56Z',
    '2025-02-29T12:34:56Z',
    '2026-04-31T12:34:56Z',
    '2026-13-01T12:34:56Z',
    '2026-00-01T12:34:56Z',
    '2026-01-00T12:34:56Z',
    '2026-01-02T24:00:00Z',
    '2026-01-02T12:60:00Z',
    '2026-01-02T12:34:60Z',
    '2026-01-02T12:34:56+0200',
    '2026-01-02T12:34:56+24:00',
    '2026-01-02T12:34:56+02:60',
    '2026-01-02T12:34:56Z ',
    ' 2026-01-02T12:34:56Z',
    '+002026-01-02T12:34:56Z',
    '1767357296000',
    `2026-01-02T12:34:56.${'1'.repeat(60)}Z`,
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it('reads what Date writes', () => {
    const dates = fc.date({ min: new Date('0100-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        expect(parseInstant(date.toISOString())).toBe(date.getTime());
      }),
    );
  });

  it('refuses or agrees with Date about any text', () => {
    const nearly = fc.stringMatching(
      /^20[0-9]{2}-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\.[0-9]{1,3})?(Z|[+-][0-2][0-9]:[0-6][0-9])$/,
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearly), (text) => {
        const instant = parseInstant(text);
        expect(instant === null || instant === Date.parse(text)).toBe(true);
      }),
    );
  });
});
