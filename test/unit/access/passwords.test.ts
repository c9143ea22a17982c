import { describe, expect, it } from 'vitest';
import { hashPassword, isPasswordOf, NOBODYS_HASH } from '#access/users/password-hash.ts';
import { passwordFault } from '#access/users/password-rules.ts';
import { userNameOf } from '#access/users/user-name.ts';
import { createBoundedWork } from '#runtime/bounded-work.ts';

describe('a password', () => {
  it('is kept as an Argon2id hash of the recommended cost, another one each time', async () => {
    const [one, other] = await Promise.all([hashPassword('correct horse battery'), hashPassword('correct horse battery')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(other);
  });

  it('is found again however its characters were composed, and no other is', async () => {
    const hash = await hashPassword('Zo\u00EB and the caf\u00E9');
    expect(await isPasswordOf(hash, 'Zoe\u0308 and the cafe\u0301')).toBe(true);
    expect(await isPasswordOf(hash, 'Zoe and the cafe')).toBe(false);
    expect(await isPasswordOf(NOBODYS_HASH, 'correct horse battery')).toBe(false);
  });

  // Made with the reference implementation: argon2 -id -t 2 -k 256 -p 1 (phc-winner-argon2, its README and test vectors).
  it('is verified by the parameters its hash was made with', async () => {
    const hash = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
    expect(await isPasswordOf(hash, 'password')).toBe(true);
    expect(await isPasswordOf(hash, 'Password')).toBe(false);
  });

  it.each(['', 'plain', '$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8'])(
    'whose hash is %j is a mistake, not a refusal',
    async (hash) => {
      await expect(isPasswordOf(hash, 'password')).rejects.toThrow('no PHC string');
    },
  );

  it.each([
    ['correct horse', 'no fault'],
    ['short', 'fewer than 12'],
    ['twelve chars', 'no fault'],
    ['x'.repeat(257), 'more than 256'],
    ['aaaaaaaaaaaaaaaa', 'different characters'],
    ['i-am-Annemarie-2026', 'user name'],
    ['with\na line break', 'cannot be typed'],
    ['lone \uD800 surrogate', 'cannot be typed'],
  ])('%j of annemarie: %s', (password, fault) => {
    expect(passwordFault(password, 'annemarie') ?? 'no fault').toContain(fault);
  });
});

describe('a user name', () => {
  it.each([
    ['Anna', 'anna'],
    [' anna.b@example.com ', 'anna.b@example.com'],
    ['a', 'a'],
    ['', null],
    ['.anna', null],
    ['an na', null],
    ['änna', null],
    ['a'.repeat(65), null],
  ])('%j is kept as %j', (text, name) => {
    expect(userNameOf(text)).toBe(name);
  });
});

describe('bounded work', () => {
  it('is done so much at a time, in turn, and refused when too much waits', async () => {
    const work = createBoundedWork({ atOnce: 2, waitingMax: 2 });
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const start = (index: number) =>
      work.run(async () => {
        begun.push(index);
        await new Promise<void>((resolve) => ends.push(resolve));
        return index;
      });
    const results = [0, 1, 2, 3, 4].map(start);
    expect(await results[4]).toBeNull();
    expect(begun).toEqual([0, 1]);
    ends[0]?.();
    expect(await results[0]).toBe(0);
    await Promise.resolve();
    expect(begun).toEqual([0, 1, 2]);
    ends.slice(1).forEach((end) => end());
    await Promise.all([results[1], results[2]]);
    ends.forEach((end) => end());
    expect(await results[3]).toBe(3);
    await expect(work.run(() => Promise.reject(new RangeError('failed')))).rejects.toThrow('failed');
    expect(await work.run(async () => 'after a failure')).toBe('after a failure');
  });
});
