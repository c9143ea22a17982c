import type { SimulatedEvent } from '#simulator/simulated-event.ts';
import { createStory, EVENT_GAP_MS, type Story } from '#simulator/story/create-story.ts';

/** Events in one request. */
export const EVENTS_PER_REQUEST = 500;

/** Screens on at the same time. */
const VIEWERS = 10_000;
const SEED = 1;
const MS_BETWEEN_EVENTS = EVENT_GAP_MS / VIEWERS;

/** The body of one request, as far as the floor looks at it. */
export type RequestBody = {
  readonly variables: { readonly input: { readonly batchId: string; readonly events: readonly { readonly playback: SimulatedEvent }[] } };
};

/** How much of the traffic is wanted, and how long ago its last event happened: parts in minutes of their own raise their own alerts. */
export type TrafficPart = { readonly events: number; readonly endedMsAgo: number };

/**
 * The simulator's traffic, part by part, as `ingestEvents` bodies: the bytes a client would send. Events follow each
 * other at the pace of their viewers; every source yields the same ones.
 */
export const createRequestBodies = (): ((part: TrafficPart) => readonly Buffer[]) => {
  const story = createStory({ seed: SEED, runId: 'bench', viewers: VIEWERS });
  let batches = 0;
  return ({ events, endedMsAgo }) => {
    const start = Date.now() - endedMsAgo - events * MS_BETWEEN_EVENTS;
    return Array.from({ length: Math.ceil(events / EVENTS_PER_REQUEST) }, (_, i) =>
      bodyOf(`batch-${++batches}`, nextEvents(story, start + i * EVENTS_PER_REQUEST * MS_BETWEEN_EVENTS)),
    );
  };
};

const nextEvents = (story: Story, atMs: number): RequestBody['variables']['input']['events'] =>
  Array.from({ length: EVENTS_PER_REQUEST }, (_, i) => ({ playback: story.next(atMs + i * MS_BETWEEN_EVENTS) }));

const bodyOf = (batchId: string, events: RequestBody['variables']['input']['events']): Buffer => {
  const body: RequestBody & { query: string } = { query: INGEST_EVENTS, variables: { input: { batchId, events } } };
  return Buffer.from(JSON.stringify(body));
};

const INGEST_EVENTS = `mutation Ingest($input: IngestEventsInput!) {
  ingestEvents(input: $input) {
    batchId receivedAt acceptedCount rejectedCount replayed durability
    rejected { index eventId reason message }
    errors { __typename ... on UserError { message } }
  }
}`;
