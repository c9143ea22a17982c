import { describe, expect, it } from 'vitest';
import { HOUR, type Told, allAnswersOf, lastOf, observe } from '../support/observations.ts';
import { windowsAdapters } from '../support/open-windows.ts';

describe.each(windowsAdapters())('redelivered activity in %s', (_name, open) => {
  it.each<[what: string, entry: readonly Told[]]>([
    [
      'counts',
      [
        { minute: 1, isError: true },
        { minute: 2, isAuthFailure: true },
        { minute: 2, isSeek: true },
      ],
    ],
    ['regions', ['NL', 'DE', 'FR', 'NL'].map((region, minute) => ({ minute, region }))],
    ['countries', ['NL', 'US', 'NL'].map((ipCountry, minute) => ({ minute, ipCountry }))],
    [
      'sessions that go on and end',
      [
        { minute: 1, sessionId: 'a' },
        { minute: 2, sessionId: 'b' },
        { minute: 3, sessionId: 'c' },
        { minute: 4, sessionId: 'b', isSessionEnd: true },
        { minute: 5, sessionId: 'a', isSessionEnd: true },
      ],
    ],
  ])('answer the same when an entry comes again, and add nothing: %s', async (_what, entry) => {
    const windows = open();
    await observe(windows, { minute: 0, entryId: 'before', isError: true, sessionId: 'b' });
    const first = allAnswersOf(await observe(windows, ...entry));
    expect(allAnswersOf(await observe(windows, ...entry))).toEqual(first);
    await observe(windows, { minute: 3, entryId: 'meanwhile', region: 'BE', ipCountry: 'BE', sessionId: 'a' });
    expect(allAnswersOf(await observe(windows, ...entry))).toEqual(first);
    expect(lastOf(await observe(windows, { minute: 6, entryId: 'after' })).viewer?.events(HOUR)).toBe(entry.length + 3);
  });

  it('answer the same when several entries of a call come again apart, in any order', async () => {
    const windows = open();
    const entries = ['a', 'b', 'c'].map((entryId, minute) => ({ minute, entryId, region: ['NL', 'DE', 'FR'][minute] ?? 'NL' }));
    const first = allAnswersOf(await observe(windows, ...entries));
    for (const index of [2, 0, 1]) {
      const [entry] = entries.slice(index);
      expect(allAnswersOf(await observe(windows, entry ?? { minute: 0 }))).toEqual(first.slice(index, index + 1));
    }
  });

  it('add the new entry of a call that brings an old one again', async () => {
    const windows = open();
    await observe(windows, { minute: 0, entryId: 'a' });
    const facts = await observe(windows, { minute: 0, entryId: 'a' }, { minute: 0, entryId: 'b' });
    expect(facts.map(({ viewer }) => viewer?.events(HOUR))).toEqual([1, 2]);
    expect(lastOf(await observe(windows, { minute: 0, entryId: 'c' })).viewer?.events(HOUR)).toBe(3);
  });

  it('take entries as settled that are unknown, and go on', async () => {
    const windows = open();
    await observe(windows, { minute: 0 });
    await windows.settle(['entry-1', 'never seen']);
    await windows.settle([]);
    expect(lastOf(await observe(windows, { minute: 0, entryId: 'entry-2' })).viewer?.events(HOUR)).toBe(2);
  });
});
