import type { SessionPosition, SessionReader, StoredSession } from '#store/sessions/session-reader.ts';
import { NOON } from './builders.ts';

/** A minute of watching without trouble; a test names only what matters to it. */
export const aSession = (overrides: Partial<StoredSession> = {}): StoredSession => ({
  source: 'demo',
  sessionId: 'session-1',
  viewerId: '00000000-0000-4000-8000-000000000001',
  deviceId: '00000000-0000-4000-8000-000000000002',
  startedAt: new Date(NOON.getTime() - 60_000),
  lastEventAt: NOON,
  endedAt: null,
  watchMs: 60_000,
  rebufferMs: 0,
  errorCount: 0,
  eventCount: 3,
  ...overrides,
});

/** Sessions in an array. */
export const createArraySessionReader = (sessions: readonly StoredSession[]): SessionReader => {
  const newestFirst = sessions.toSorted(compare);
  return {
    byIds: async (ids) =>
      ids.map(({ source, sessionId }) => sessions.find((known) => known.source === source && known.sessionId === sessionId) ?? null),
    named: async (sessionId) => newestFirst.filter((known) => known.sessionId === sessionId).slice(0, 10),
    async ofViewer(viewerId, { after, limit }) {
      const hers = newestFirst.filter((session) => session.viewerId === viewerId && (after === null || compare(session, after) > 0));
      return { sessions: hers.slice(0, limit), hasMore: hers.length > limit };
    },
  };
};

const compare = (a: SessionPosition, b: SessionPosition): number =>
  b.startedAt.getTime() - a.startedAt.getTime() || (placeOf(a) < placeOf(b) ? -1 : Number(placeOf(a) > placeOf(b)));

const placeOf = ({ source, sessionId }: SessionPosition): string => `${source}\0${sessionId}`;
