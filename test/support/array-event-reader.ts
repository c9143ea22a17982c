import { all, oneOf } from '#domain/conditions/condition.ts';
import { conditionMatcher } from '#domain/conditions/condition-matcher.ts';
import type { EventCondition } from '#domain/conditions/event-condition.ts';
import type { RiskAssessment } from '#domain/risk.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import type { EventPosition, EventReader } from '#store/events/event-reader.ts';
import type { OwnedEventReader } from '#store/events/owned-event-reader.ts';
import { anIdentifiedEvent } from './builders.ts';
import { EVENT_FIELDS } from './event-fields.ts';

/** A stored event; a test names only what matters to it. */
export const aStoredEvent = (overrides: Partial<StoredEvent> & { readonly score?: number } = {}): StoredEvent => {
  const { score = 0, ...own } = overrides;
  const {
    event: built,
    key,
    viewerId,
    deviceId,
    ipPrefix,
  } = anIdentifiedEvent({
    eventId: own.eventId ?? 'event-1',
    ...(own.occurredAt && { occurredAt: own.occurredAt }),
  });
  const assessment: RiskAssessment = {
    score,
    level: score >= 60 ? 'HIGH' : 'LOW',
    findings: [],
    skippedRules: [],
    shadowRules: [],
    rulesetVersion: 'test',
    evaluatedAt: built.receivedAt,
  };
  const { consent: _consent, ...event } = built;
  return {
    ...event,
    key,
    viewerId,
    deviceId,
    ipPrefix,
    consentHash: null,
    isConsentAllowed: null,
    storedAt: built.receivedAt,
    assessment,
    ...own,
  };
};

/** Stored events in an array; `reads` is told of every read. */
export const createArrayEventReader = (events: readonly StoredEvent[], reads: string[]): EventReader => {
  const matching = (condition: EventCondition) => events.filter(conditionMatcher(condition, EVENT_FIELDS));
  return {
    async byKeys(keys) {
      reads.push('events.byKeys');
      return keys.map((key) => events.find((event) => event.key === key) ?? null);
    },
    async page({ condition, order, after, before, limit, from }) {
      reads.push('events.page');
      const sign = order.direction === 'ASC' ? 1 : -1;
      const rank = ({ score, occurredAt, key }: EventPosition) =>
        `${order.field === 'SCORE' ? String(score).padStart(3, '0') : ''}${occurredAt.toISOString()}${key}`;
      const compare = (a: EventPosition, b: EventPosition) => sign * rank(a).localeCompare(rank(b));
      const between = matching(condition)
        .filter((event) => after === undefined || compare(placeOf(event), after) > 0)
        .filter((event) => before === undefined || compare(placeOf(event), before) < 0)
        .toSorted((a, b) => compare(placeOf(a), placeOf(b)));
      return { events: from === 'first' ? between.slice(0, limit) : between.slice(-limit), hasMore: between.length > limit };
    },
    async count(condition, limit) {
      reads.push('events.count');
      return Math.min(matching(condition).length, limit + 1);
    },
  };
};

const placeOf = ({ assessment, occurredAt, key }: StoredEvent): EventPosition => ({ score: assessment.score, occurredAt, key });

/** The lists of several owners, each as the reader of all events tells it. */
export const createArrayOwnedEventReader = (events: readonly StoredEvent[], reads: string[]): OwnedEventReader => {
  const reader = createArrayEventReader(events, []);
  return {
    pages({ field, ids }, { condition, direction, ...request }) {
      reads.push('ownedEvents.pages');
      const order = { field: 'OCCURRED_AT', direction } as const;
      return Promise.all(ids.map((id) => reader.page({ ...request, order, condition: all([oneOf(field, [id]), condition]) })));
    },
    counts({ field, ids }, condition, limit) {
      reads.push('ownedEvents.counts');
      return Promise.all(ids.map((id) => reader.count(all([oneOf(field, [id]), condition]), limit)));
    },
  };
};
