import { describe, expect, it } from 'vitest';
import { retryOutage } from '#consumer/retry-outage.ts';
import { SILENT } from '../../support/test-store.ts';

const sqlError = (code: string) => Object.assign(new Error(code), { code, severity: 'ERROR' });

/** Work that fails with each of the codes and then answers how often it was tried. */
const failingWith = (...codes: readonly string[]) => {
  let tries = 0;
  return () => {
    const code = codes[tries++];
    return code === undefined ? Promise.resolve(tries) : Promise.reject(sqlError(code));
  };
};
const waiting = { signal: new AbortController().signal, log: SILENT };

describe('an outage', () => {
  it('is waited out', async () => {
    expect(await retryOutage(failingWith('57P01', '53100'), waiting)).toBe(3);
  });

  it('is no excuse for bad data', async () => {
    await expect(retryOutage(failingWith('57P01', '22003'), waiting)).rejects.toMatchObject({ code: '22003' });
  });

  it.each([
    ['handed back when it can be divided', true, 'rejected'],
    ['tried again when it cannot', false, 'fulfilled'],
  ])('that is work taking too long is %s', async (_what, isDivisible, status) => {
    const [answer] = await Promise.allSettled([retryOutage(failingWith('57014'), { ...waiting, isDivisible })]);
    expect(answer?.status).toBe(status);
  });

  it('ends when the signal fires, though its work never does', async () => {
    const stop = new AbortController();
    const ending = retryOutage(() => new Promise(() => {}), { ...waiting, signal: stop.signal });
    stop.abort(new Error('stop'));
    await expect(ending).rejects.toThrow('stop');
  });

  it('ends when the signal has fired', async () => {
    const reason = new Error('stop');
    const signal = AbortSignal.abort(reason);
    await expect(retryOutage(failingWith(), { ...waiting, signal })).rejects.toBe(reason);
  });
});
