import { IngestEventsDocument, type IngestEventsMutationVariables } from '#client/generated/graphql.ts';
import type { SimulatedEvent } from './simulated-event.ts';

/** A batch as it is sent, the same at every attempt but for `sentAt`. */
export type SimulatedBatch = { readonly batchId: string; readonly events: readonly SimulatedEvent[] };

/** The hash by which a server that knows the published operations finds it. */
const EXTENSIONS = { persistedQuery: { version: 1, sha256Hash: String(IngestEventsDocument.__meta__?.['hash']) } };

/** The body of a GraphQL request that ingests a batch: the published operation, as any client would send it. */
export const ingestRequest = ({ batchId, events }: SimulatedBatch, sentAt: Date): string => {
  const input = { batchId, sentAt: sentAt.toISOString(), events: events.map((playback) => ({ playback })) };
  const variables: IngestEventsMutationVariables = { input };
  return JSON.stringify({ query: IngestEventsDocument.toString(), variables, extensions: EXTENSIONS });
};
