import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newKeyId, newSecret, parseSecret, renewedSecret } from '#access/keys/api-key-secret.ts';
import { hashSecret, isSameHash } from '#access/secret-hash.ts';

const TYPEABLE = '0123456789abcdefgzABCF_-';
const aTypo = fc.tuple(fc.nat({ max: 200 }), fc.constantFrom(...TYPEABLE));

describe('the secret of an API key', () => {
  it('names its key and how its secrets begin', () => {
    for (const environment of ['live', 'demo', 'test'] as const) {
      const keyId = newKeyId();
      const text = newSecret(environment, keyId);
      expect(parseSecret(text)).toEqual({ keyId, prefix: `pg_${environment}_${keyId}` });
      const renewed = renewedSecret(`pg_${environment}_${keyId}`);
      expect(parseSecret(renewed)).toMatchObject({ keyId });
      expect(renewed).not.toBe(text);
    }
  });

  it('is none any more with any one character mistyped, left out or typed twice', () => {
    fc.assert(
      fc.property(aTypo, ([place, character]) => {
        const text = newSecret('live', newKeyId());
        const at = place % text.length;
        const mistyped = text.slice(0, at) + character + text.slice(at + 1);
        const inserted = text.slice(0, at) + character + text.slice(at);
        const shortened = text.slice(0, at) + text.slice(at + 1);
        const others = [mistyped, inserted, shortened].filter((other) => other !== text);
        expect(others.map(parseSecret)).toEqual(others.map(() => null));
      }),
      { numRuns: 500 },
    );
  });

  it.each(['', 'pg_', 'pg_live_', 'Bearer pg_live_1', ` ${newSecret('live', newKeyId())}`, `${newSecret('live', newKeyId())}\n`])(
    'is not %j',
    (text) => {
      expect(parseSecret(text)).toBeNull();
    },
  );

  it('is kept as a hash that tells it from every other', () => {
    const [one, other] = [newSecret('live', 'a'.repeat(12)), newSecret('live', 'a'.repeat(12))];
    expect(isSameHash(hashSecret(one), hashSecret(one))).toBe(true);
    expect(isSameHash(hashSecret(one), hashSecret(other))).toBe(false);
    expect(isSameHash(hashSecret(one), hashSecret(one).subarray(1))).toBe(false);
    expect(hashSecret(one).toString('hex')).not.toContain(one.slice(-20));
  });
});
