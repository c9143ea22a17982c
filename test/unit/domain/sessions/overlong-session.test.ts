import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countOverlong, isOverlong, SESSION_EVENTS_MAX } from '#domain/sessions/overlong-session.ts';
import type { SessionEvent } from '#domain/sessions/session-event.ts';

const SETTING = {
  source: 's',
  region: 'NL',
  contentId: '',
  deviceType: '',
  appVersion: '',
  networkType: '',
  subscriptionPlan: '',
} as const;

const someEvents = fc.uniqueArray(
  fc.record({ at: fc.nat({ max: 99 }), key: fc.stringMatching(/^[0-9a-f]{4}$/), eventType: fc.constantFrom('ERROR', 'PLAYING') }),
  { selector: ({ key }) => key, minLength: 2, maxLength: 20 },
);

it('a session is overlong from one event above the most on', () => {
  expect([SESSION_EVENTS_MAX, SESSION_EVENTS_MAX + 1].map((eventCount) => isOverlong({ eventCount }))).toEqual([false, true]);
});

it('events of an overlong session are counted alike in any order and any parts', () => {
  fc.assert(
    fc.property(someEvents, fc.nat({ max: 20 }), (drafts, split) => {
      const events = drafts.map((draft): SessionEvent => ({ ...draft, viewerId: 'v', deviceId: 'd', setting: SETTING }));
      const middle = 1 + (split % (events.length - 1));
      const inParts = countOverlong(countOverlong(null, events.slice(middle)), events.slice(0, middle));
      expect(inParts).toEqual(countOverlong(null, events));
      const times = events.map(({ at }) => at);
      expect(inParts).toMatchObject({ startedAt: Math.min(...times), last: { at: Math.max(...times) }, eventCount: events.length });
      expect(inParts).toMatchObject({ viewerId: null, deviceId: null, endedAt: null, watchMs: 0, rebufferMs: 0 });
      expect(inParts.errorCount).toBe(events.filter(({ eventType }) => eventType === 'ERROR').length);
    }),
  );
});
