import type { PlaybackEventType } from '#domain/playback-event.ts';
import { isSessionEnd } from '#domain/playback-event.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import type { RiskWindow, ViewerReader, ViewerRisk } from '#store/viewers/viewer-reader.ts';

/** Viewers as an array of events tells of them; `reads` is told of every read. */
export const createArrayViewerReader = (events: readonly StoredEvent[], reads: string[]): ViewerReader => {
  const eventsOf = (id: string) => events.filter(({ viewerId }) => viewerId === id).toSorted(byTime);
  return {
    async spans(viewerIds) {
      reads.push('viewers.spans');
      return viewerIds.map((id) => {
        const [first, last] = [eventsOf(id).at(0), eventsOf(id).at(-1)];
        return first === undefined || last === undefined ? null : { first: first.occurredAt, last: last.occurredAt };
      });
    },
    async countsByType(viewerIds) {
      reads.push('viewers.countsByType');
      return viewerIds.map((id) => countsOf(eventsOf(id)));
    },
    async risk(viewerIds, window) {
      reads.push('viewers.risk');
      return viewerIds.map((id) => riskOf(eventsOf(id), window));
    },
  };
};

/** Of the same time, what ends a session is the later. */
const byTime = (a: StoredEvent, b: StoredEvent): number =>
  a.occurredAt.getTime() - b.occurredAt.getTime() || Number(isSessionEnd(a)) - Number(isSessionEnd(b));

const countsOf = (events: readonly StoredEvent[]) => {
  const counts = new Map<PlaybackEventType, number>();
  for (const { eventType } of events) counts.set(eventType, (counts.get(eventType) ?? 0) + 1);
  return [...counts]
    .map(([eventType, count]) => ({ eventType, count }))
    .toSorted((a, b) => b.count - a.count || (a.eventType < b.eventType ? -1 : 1));
};

const riskOf = (events: readonly StoredEvent[], { from, sessionsFrom }: RiskWindow): ViewerRisk => {
  const recent = events.filter(({ occurredAt }) => occurredAt >= from);
  const worst = recent.toReversed().toSorted((a, b) => b.assessment.score - a.assessment.score)[0];
  const lastOfSession = new Map(recent.filter(({ occurredAt }) => occurredAt >= sessionsFrom).map((event) => [event.sessionId, event]));
  lastOfSession.delete(null);
  return {
    events: recent.length,
    score: worst?.assessment.score ?? 0,
    level: worst?.assessment.level ?? 'LOW',
    regions: new Set(recent.map(({ region }) => region)).size,
    ipPrefixes: new Set(recent.flatMap(({ ipPrefix }) => ipPrefix ?? [])).size,
    sessions: [...lastOfSession.values()].filter((event) => !isSessionEnd(event)).length,
  };
};
