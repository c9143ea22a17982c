import { encodeEventBatch, decodeEventBatch } from '#domain/event-batch.ts';
import type { IdentifiedEvent, PlaybackEvent } from '#domain/playback-event.ts';
import { eventKey } from '#domain/event-key.ts';
import { ipPrefix } from '#domain/ip-prefix.ts';
import { DEFAULT_EVENT_TIME_LIMITS } from '#ingest/ingest-limits.ts';
import { judgeEvent } from '#ingest/judging/judge-event.ts';
import { receive } from '#ingest/judging/reception.ts';
import { createRequestBodies, type RequestBody } from '../ingest/request-bodies.ts';

/** The simulator's traffic as bodies of requests and, batch by batch, as the worker reads it from the stream. */
export type ScoringEvents = { readonly bodies: readonly string[]; readonly batches: readonly (readonly PlaybackEvent[])[] };

/** So many events, in requests of 500. */
export const scoringEvents = (events: number): ScoringEvents => {
  const bodies = createRequestBodies()({ events, endedMsAgo: 0 }).map((body) => body.toString());
  return { bodies, batches: bodies.map((body) => decodeEventBatch(encodeEventBatch(batchOf(body))).events) };
};

/** Events without persons, made as the consumer makes them; a user or device is its own pseudonym. */
export const identified = (event: PlaybackEvent, countryOf: (prefix: string) => string | null): IdentifiedEvent => {
  const prefix = event.ipAddress === null ? null : ipPrefix(event.ipAddress);
  return {
    key: eventKey(event.source, event.eventId),
    event,
    viewerId: event.userId,
    deviceId: event.deviceId,
    ipPrefix: prefix,
    ipCountry: prefix === null ? null : countryOf(prefix),
  };
};

const batchOf = (body: string) => {
  const { variables }: RequestBody = JSON.parse(body);
  const receivedAt = new Date();
  const reception = receive(receivedAt, null);
  if (reception === null) throw new Error('no time of sending was given, and yet it is wrong');
  const terms = { source: 'bench', reception, limits: DEFAULT_EVENT_TIME_LIMITS };
  const events = variables.input.events.flatMap(({ playback }) => {
    const judgement = judgeEvent(playback, terms);
    return judgement.kind === 'accepted' ? judgement.event : [];
  });
  return { source: 'bench', receivedAt, events };
};
