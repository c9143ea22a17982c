import { describe, expect, it } from 'vitest';
import { SCENES_MAX } from '#facts/sighting.ts';
import { NOON } from '../support/builders.ts';
import { HOUR, type Told, lastOf, observe } from '../support/observations.ts';
import { windowsAdapters } from '../support/open-windows.ts';

const MINUTE = 60_000;
const LONG = 'session-'.repeat(20);

describe.each(windowsAdapters())('sightings of viewers in %s', (_name, open) => {
  it('count the seeks of a viewer, and the devices and titles', async () => {
    const windows = open();
    await observe(windows, { minute: 0, isError: true, deviceId: 'device-2' }, { minute: 10, isSeek: true, contentId: 'title-2' });
    const { viewer } = lastOf(await observe(windows, { minute: 50, isSeek: true, deviceId: 'device-3', entryId: 'b' }));
    expect([viewer?.errors(HOUR), viewer?.seeks(HOUR), viewer?.devices(HOUR), viewer?.titles(HOUR)]).toEqual([1, 2, 3, 2]);
    const quiet = lastOf(await observe(windows, { minute: 60, entryId: 'c' })).viewer;
    expect([quiet?.errors(HOUR), quiet?.seeks(HOUR), quiet?.seeks(15 * MINUTE)]).toEqual([0, 2, 1]);
  });

  it('name the regions and prefixes of the hour before an event in order', async () => {
    const windows = open();
    await observe(
      windows,
      { minute: 0, region: 'NL', entryId: 'a' },
      { minute: 20, region: 'DE', ipPrefix: '198.51.100.0/24', entryId: 'a' },
    );
    const { viewer } = lastOf(await observe(windows, { minute: 60, region: 'FR', ipPrefix: null, entryId: 'b' }));
    expect(viewer?.regions(HOUR)).toEqual(['NL', 'DE', 'FR']);
    expect(viewer?.ipPrefixes(HOUR)).toEqual(['203.0.113.0/24', '198.51.100.0/24']);
    expect(viewer?.regions(30 * MINUTE)).toEqual(['FR']);
  });

  it('let a late event complete a pattern', async () => {
    const windows = open();
    await observe(windows, { minute: 30, region: 'NL', entryId: 'a' }, { minute: 50, region: 'DE', entryId: 'a' });
    const { viewer } = lastOf(await observe(windows, { minute: 10, region: 'FR', entryId: 'b', latenessMs: 40 * MINUTE }));
    expect(viewer?.regions(HOUR)).toEqual(['FR', 'NL', 'DE']);
    expect(viewer?.events(HOUR)).toBe(1);
  });

  it('never join sightings that no span of the window holds together', async () => {
    const windows = open();
    await observe(windows, { minute: 0, region: 'NL', entryId: 'a' }, { minute: 100, region: 'DE', entryId: 'a' });
    const { viewer } = lastOf(await observe(windows, { minute: 50, region: 'FR', entryId: 'b', latenessMs: HOUR }));
    expect(viewer?.regions(HOUR)).toHaveLength(2);
  });

  it(`remember at most ${SCENES_MAX} scenes of a viewer, the newest, and where the others were`, async () => {
    const windows = open();
    const scenes = Array.from({ length: SCENES_MAX + 20 }, (_, i) => ({
      minute: i / 10,
      ipPrefix: `10.0.${i}.0/24`,
      ipCountry: i < 10 ? 'US' : 'NL',
      entryId: 'a',
    }));
    await observe(windows, ...scenes);
    const { viewer } = lastOf(await observe(windows, { minute: 30, entryId: 'b', ipPrefix: null, ipCountry: 'NL' }));
    const remembered = viewer?.ipPrefixes(HOUR) ?? [];
    expect(remembered).toEqual(scenes.slice(-remembered.length).map(({ ipPrefix }) => ipPrefix));
    expect(remembered.length).toBeGreaterThanOrEqual(SCENES_MAX - 2);
    expect(remembered.length).toBeLessThanOrEqual(SCENES_MAX);
    expect(viewer?.otherCountries(24 * HOUR)).toEqual([{ country: 'US', at: NOON.getTime() + 0.9 * MINUTE }]);
  });

  it.each<[what: string, sessions: number, told: readonly Partial<Told>[]]>([
    ['seen five minutes ago', 2, [{ minute: 0, sessionId: 'a' }]],
    ['seen longer ago', 1, [{ minute: -0.1, sessionId: 'a' }]],
    [
      'that ended',
      1,
      [
        { minute: 4, sessionId: 'a' },
        { minute: 5, sessionId: 'a', isSessionEnd: true },
      ],
    ],
    [
      'whose end was told before its last event',
      1,
      [
        { minute: 5, sessionId: 'a', isSessionEnd: true },
        { minute: 4, sessionId: 'a' },
      ],
    ],
    [
      'that went on after its end',
      2,
      [
        { minute: 3, sessionId: 'a', isSessionEnd: true },
        { minute: 4, sessionId: 'a' },
      ],
    ],
    [
      'seen at the very moment of its end',
      1,
      [
        { minute: 4, sessionId: 'a', isSessionEnd: true },
        { minute: 4, sessionId: 'a' },
      ],
    ],
    [
      'seen again after the event',
      1,
      [
        { minute: 4, sessionId: 'a' },
        { minute: 6, sessionId: 'a' },
      ],
    ],
    ['of its own', 1, [{ minute: 4, sessionId: 'own' }]],
    [
      'with ids that differ only at their ends',
      3,
      [
        { minute: 4, sessionId: `${LONG}1` },
        { minute: 4, sessionId: `${LONG}2` },
      ],
    ],
  ])('count with its own a session %s: %i', async (_what, sessions, told) => {
    const windows = open();
    for (const [index, one] of told.entries()) await observe(windows, { minute: 0, entryId: `before-${index}`, ...one });
    const { viewer } = lastOf(await observe(windows, { minute: 5, sessionId: 'own', entryId: 'event' }));
    expect(viewer?.sessions(5 * MINUTE)).toBe(sessions);
    const together = await observe(open(), ...told.map((one) => ({ minute: 0, ...one })), { minute: 5, sessionId: 'own' });
    expect(lastOf(together).viewer?.sessions(5 * MINUTE)).toBe(sessions);
  });

  it('tell where else a viewer was within a day, long after everything else is forgotten', async () => {
    const windows = open();
    await observe(windows, { minute: 0, ipCountry: 'NL', entryId: 'a' }, { minute: 600, ipCountry: 'DE', entryId: 'a' });
    const { viewer } = lastOf(await observe(windows, { minute: 1440, ipCountry: 'US', entryId: 'b' }));
    expect(viewer?.otherCountries(24 * HOUR)).toEqual([
      { country: 'NL', at: NOON.getTime() },
      { country: 'DE', at: NOON.getTime() + 600 * MINUTE },
    ]);
    expect(viewer?.otherCountries(24 * HOUR - 1)).toEqual([{ country: 'DE', at: NOON.getTime() + 600 * MINUTE }]);
    expect(viewer?.regions(HOUR)).toEqual(['NL']);
    expect(lastOf(await observe(windows, { minute: 1441, ipCountry: null, entryId: 'c' })).viewer?.otherCountries(24 * HOUR)).toEqual([]);
  });

  it.each([
    ['an hour', 60],
    ['40 minutes', 40],
  ])('know sessions, devices and titles of %s behind the newest event, whether told in one call or in several', async (_what, late) => {
    const newest = { minute: late + 1, entryId: 'newest', deviceId: 'device-9', contentId: 'title-9' };
    const told = ['a', 'b', 'c'].map((id, minute) => ({
      minute: minute / 10,
      entryId: id,
      sessionId: id,
      deviceId: id,
      contentId: id,
      latenessMs: late * MINUTE,
    }));
    const answers = async (calls: readonly (readonly Told[])[]) => {
      const windows = open();
      let { viewer } = lastOf(await observe(windows, newest));
      for (const call of calls) ({ viewer } = lastOf(await observe(windows, ...call)));
      return [viewer?.sessions(5 * MINUTE), viewer?.devices(30 * MINUTE), viewer?.titles(30 * MINUTE)];
    };
    expect(await answers([told])).toEqual([3, 3, 3]);
    expect(await answers(told.map((one) => [one]))).toEqual([3, 3, 3]);
  });

  it.each([121, 180, 1499])('remember the place of an event that comes %i minutes late, and count nothing of it', async (late) => {
    const windows = open();
    const told = { entryId: 'a', latenessMs: late * MINUTE };
    await observe(windows, { ...told, minute: 0, ipCountry: 'NL' });
    const { viewer } = lastOf(await observe(windows, { minute: 60, ipCountry: 'US', entryId: 'b', latenessMs: (late - 60) * MINUTE }));
    expect(viewer?.otherCountries(24 * HOUR)).toEqual([{ country: 'NL', at: NOON.getTime() }]);
    expect([viewer?.events(2 * HOUR), viewer?.regions(HOUR)]).toEqual([1, ['NL']]);
  });

  it('remember no place of an event that comes later than a day and an hour', async () => {
    const windows = open();
    await observe(windows, { minute: 0, ipCountry: 'NL', entryId: 'a', latenessMs: 25 * HOUR + 1 });
    const { viewer } = lastOf(await observe(windows, { minute: 1, ipCountry: 'US', entryId: 'b' }));
    expect(viewer?.otherCountries(24 * HOUR)).toEqual([]);
  });

  it('remember a late place, however many minutes of counts lie behind', async () => {
    const windows = open();
    await observe(windows, { minute: 300, ipCountry: 'NL', entryId: 'a' });
    await observe(windows, { minute: 0, ipCountry: 'US', region: 'US', entryId: 'b' });
    const { viewer } = lastOf(await observe(windows, { minute: 301, ipCountry: 'NL', entryId: 'c' }));
    expect(viewer?.otherCountries(24 * HOUR)).toEqual([{ country: 'US', at: NOON.getTime() }]);
    expect(viewer?.events(HOUR)).toBe(2);
  });
});
