import { describe, expect, it } from 'vitest';
import { LAW } from '#privacy/law/law.ts';
import { responseDeadline } from '#privacy/law/response-deadline.ts';

describe('a request must be answered', () => {
  it.each([
    ['ACCESS', 'NL', '2026-03-10T12:00:00Z', '2026-04-10T12:00:00.000Z', 'GDPR'],
    ['ERASURE', 'FR', '2026-01-31T12:00:00Z', '2026-02-28T12:00:00.000Z', 'GDPR'],
    ['ERASURE', 'GB', '2026-12-31T12:00:00Z', '2027-01-31T12:00:00.000Z', 'UK_GDPR'],
    ['ACCESS', 'US-CA', '2026-03-10T12:00:00Z', '2026-04-24T12:00:00.000Z', 'CCPA'],
    ['ACCESS', 'BR', '2026-03-10T12:00:00Z', '2026-03-25T12:00:00.000Z', 'LGPD'],
    ['OPT_OUT', 'US-CA', '2026-03-10T12:00:00Z', '2026-03-31T12:00:00.000Z', 'CCPA'], // 15 business days from a Tuesday
    ['OPT_OUT', 'US-CA', '2026-03-14T12:00:00Z', '2026-04-03T12:00:00.000Z', 'CCPA'], // from a Saturday
    ['OPT_OUT', 'US-CA', '2022-03-10T12:00:00Z', '2022-04-09T12:00:00.000Z', null], // before the CPRA
    ['ERASURE', 'JP', '2026-03-10T12:00:00Z', '2026-04-09T12:00:00.000Z', null],
  ] as const)('%s from %s of %s until %s, by %s', (kind, region, receivedAt, dueAt, regulation) => {
    expect(responseDeadline(kind, region, new Date(receivedAt))).toEqual({ dueAt: new Date(dueAt), regulation });
  });

  it('in a time that can be read, whatever law of the data sets it', () => {
    for (const { regions, effectiveFrom } of LAW) {
      for (const region of regions) {
        for (const kind of ['ACCESS', 'ERASURE', 'OPT_OUT'] as const) {
          const receivedAt = new Date(effectiveFrom);
          expect(responseDeadline(kind, region, receivedAt).dueAt.getTime()).toBeGreaterThan(receivedAt.getTime());
        }
      }
    }
  });
});
