import { describe, expect, it } from 'vitest';
import { createMemoryActivityWindows } from '#facts/memory-activity-windows.ts';
import { HOUR, anObservation, lastOf, observe } from '../../support/observations.ts';

describe('activity windows in memory', () => {
  it('begin with what the store remembers, aggregates included, in any order', async () => {
    const windows = createMemoryActivityWindows();
    windows.remember([anObservation({ minute: 5, count: 7, region: 'DE' }).activity, anObservation({ minute: 0 }).activity]);
    const { viewer } = lastOf(await observe(windows, { minute: 6 }));
    expect(viewer?.events(HOUR)).toBe(9);
    expect(viewer?.regions(HOUR)).toEqual(['DE', 'NL']);
  });

  it('forget the subjects longest unused beyond their limit', async () => {
    const windows = createMemoryActivityWindows({ subjectsMax: 2 });
    for (const viewerId of ['a', 'b', 'c'])
      await observe(windows, { minute: 0, viewerId, deviceId: null, contentId: null, entryId: viewerId });
    const facts = await observe(
      windows,
      ...['c', 'a'].map((viewerId) => ({ minute: 1, viewerId, deviceId: null, contentId: null, entryId: 'd' })),
    );
    expect(facts.map(({ viewer }) => viewer?.events(HOUR))).toEqual([2, 1]);
  });
});
