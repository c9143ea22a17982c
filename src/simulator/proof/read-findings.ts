import type { Endpoint } from '#simulator/endpoint.ts';
import { askServer } from './ask-server.ts';
import type { ProofCase } from './proof-case.ts';

/** Pages read of one case: more events than any case has. */
const PAGES_MAX = 50;

/** A stored event of a case as its rules left it. */
export type ReadEvent = {
  readonly eventId: string;
  readonly assessment: {
    readonly level: string;
    readonly findings: readonly ReadFinding[];
    readonly skippedRules: readonly { readonly key: string }[];
  };
};

/** A finding, the one with the most points and then the first leads. A rule that failed found nothing. */
export type ReadFinding = { readonly rule: { readonly key: string }; readonly points: number; readonly error: string | null };

/** An alert of a case. */
export type ReadAlert = {
  readonly occurrences: number;
  readonly findings: readonly ReadFinding[];
  readonly event: { readonly eventId: string } | null;
};

/** What is stored of a case. */
export type CaseFindings = { readonly events: readonly ReadEvent[]; readonly alerts: readonly ReadAlert[] };

/** Reads back what was found in a case, and the alerts about it. */
export const readFindings = async (endpoint: Endpoint, { contentId, events }: ProofCase): Promise<CaseFindings> => {
  const times = events.map(({ timestamp }) => Date.parse(timestamp));
  const range = { from: new Date(Math.min(...times)).toISOString(), to: new Date(Math.max(...times) + 1).toISOString() };
  const found: ReadEvent[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    // oxlint-disable-next-line no-await-in-loop -- a page tells where the next begins
    const { events: read }: EventPage = await askServer<EventPage>(endpoint, EVENTS, { filter: { contentId: [contentId], range }, after });
    found.push(...read.nodes);
    after = read.pageInfo.endCursor;
    if (!read.pageInfo.hasNextPage) break;
  }
  const { riskAlerts } = await askServer<AlertPage>(endpoint, ALERTS, { filter: { contentId: [contentId] } });
  return { events: found, alerts: riskAlerts.nodes };
};

type EventPage = {
  readonly events: {
    readonly nodes: readonly ReadEvent[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};
type AlertPage = { readonly riskAlerts: { readonly nodes: readonly ReadAlert[] } };

const EVENTS = `query ProofFindings($filter: EventFilter, $after: Cursor) {
  events(filter: $filter, first: 100, after: $after) {
    nodes { eventId assessment { level findings { rule { key } points error } skippedRules { key } } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const ALERTS = `query ProofAlerts($filter: AlertFilter) {
  riskAlerts(filter: $filter, last: 100) { nodes { occurrences findings { rule { key } points error } event { eventId } } }
}`;
