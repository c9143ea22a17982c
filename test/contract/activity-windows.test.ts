import { describe, expect, it } from 'vitest';
import { HOUR, lastOf, observe } from '../support/observations.ts';
import { windowsAdapters } from '../support/open-windows.ts';

const MINUTE = 60_000;

describe.each(windowsAdapters())('activity windows in %s', (_name, open) => {
  it('count an event with those before it, whether told in one call or in several', async () => {
    const together = lastOf(await observe(open(), { minute: 0 }, { minute: 1 }, { minute: 2 }));
    const apart = open();
    await observe(apart, { minute: 0, entryId: 'a' });
    await observe(apart, { minute: 1, entryId: 'b' });
    expect(together.viewer?.events(HOUR)).toBe(3);
    expect(lastOf(await observe(apart, { minute: 2, entryId: 'c' })).viewer?.events(HOUR)).toBe(3);
  });

  it('tell each event of a call what was known at its turn', async () => {
    const facts = await observe(open(), { minute: 0 }, { minute: 0 }, { minute: 0 });
    expect(facts.map(({ viewer }) => viewer?.events(HOUR))).toEqual([1, 2, 3]);
  });

  it.each([
    [14, 2],
    [15, 1],
  ])('look back over whole minutes that end with the event: %i minutes apart within 15', async (minute, events) => {
    const windows = open();
    await observe(windows, { minute: 0, entryId: 'a' });
    expect(lastOf(await observe(windows, { minute, entryId: 'b' })).viewer?.events(15 * MINUTE)).toBe(events);
  });

  it('count authentication failures of viewers alone, and errors of all', async () => {
    const facts = lastOf(
      await observe(open(), { minute: 0, isError: true }, { minute: 1, isAuthFailure: true }, { minute: 2, isError: true }),
    );
    expect([facts.viewer, facts.device, facts.content].map((subject) => subject?.authFailures(HOUR))).toEqual([1, 0, 0]);
    expect([facts.viewer, facts.device, facts.content].map((subject) => subject?.errors(HOUR))).toEqual([2, 2, 2]);
  });

  it('keep subjects apart, also of one id', async () => {
    const windows = open();
    await observe(windows, { minute: 0, viewerId: 'same', deviceId: 'same', contentId: null, entryId: 'a' });
    const facts = lastOf(await observe(windows, { minute: 0, viewerId: 'same', deviceId: 'other', contentId: 'same', entryId: 'b' }));
    expect([facts.viewer, facts.device, facts.content].map((subject) => subject?.events(HOUR))).toEqual([2, 1, 1]);
  });

  it('answer null for a subject that is not named', async () => {
    const facts = lastOf(await observe(open(), { minute: 0, viewerId: null, deviceId: null, contentId: null }));
    expect(facts).toMatchObject({ viewer: null, device: null, content: null });
  });

  it('tell of an event later than the memory and do not add it', async () => {
    const windows = open();
    const late = { minute: 0, latenessMs: 2 * HOUR + 1 };
    const told = lastOf(await observe(windows, { ...late, entryId: 'a' }));
    expect(told).toMatchObject({ latenessMs: 2 * HOUR + 1 });
    expect(told.viewer?.events(HOUR)).toBe(1);
    expect(lastOf(await observe(windows, { minute: 0, entryId: 'b' })).viewer?.events(HOUR)).toBe(1);
  });

  it('forget what is older than a window and its lateness', async () => {
    const windows = open();
    await observe(windows, { minute: 0, entryId: 'a', region: 'DE' });
    await observe(windows, { minute: 120, entryId: 'b' });
    const { viewer } = lastOf(await observe(windows, { minute: 0, entryId: 'c' }));
    expect(viewer?.events(HOUR)).toBe(1);
    expect(viewer?.regions(HOUR)).toEqual(['NL']);
  });

  it.each([200, 60_000, 100_000])('count past %i', async (count) => {
    const windows = open();
    await observe(windows, { minute: 0, count: 1, entryId: 'x' }, { minute: 2, count, isError: true, entryId: 'a' });
    await observe(windows, { minute: 2, count, isError: true, entryId: 'b' });
    const { content } = lastOf(await observe(windows, { minute: 2, entryId: 'c' }));
    expect([content?.events(HOUR), content?.errors(HOUR)]).toEqual([2 * count + 2, 2 * count]);
  });

  it('forget a viewer and nobody else, for good where an entry is told again', async () => {
    const windows = open();
    const both = [
      { minute: 0, entryId: 'a' },
      { minute: 0, entryId: 'a', viewerId: 'viewer-2' },
    ] as const;
    await observe(windows, ...both);
    await windows.settle(['a']);
    await windows.forgetViewer('viewer-1');
    const facts = await observe(windows, { minute: 1, entryId: 'b' }, { minute: 1, entryId: 'b', viewerId: 'viewer-2' });
    expect(facts.map(({ viewer }) => viewer?.events(HOUR))).toEqual([1, 2]);
    expect(lastOf(facts).device?.events(HOUR)).toBe(4);
  });

  it('answer nothing for nothing', async () => {
    expect(await open().observe([])).toEqual([]);
  });
});
