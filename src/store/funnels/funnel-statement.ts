import { PLAYBACK_EVENT_TYPES, type PlaybackEventType } from '#domain/playback-event.ts';
import type { FunnelStep } from '#domain/funnels/funnel.ts';
import { textArray } from '#store/array-literal.ts';
import type { FunnelRequest } from './funnel-reader.ts';

/** The place of an event in the order of a funnel; the time as the database wrote it. */
export type FunnelPosition = { readonly viewerId: string; readonly occurredAt: string; readonly key: string };

const NIL = '00000000-0000-0000-0000-000000000000';
/** Before every event. */
export const FIRST_POSITION: FunnelPosition = { viewerId: NIL, occurredAt: '-infinity', key: NIL };

type Page = { readonly after: FunnelPosition; readonly limit: number };
/** A page as it is asked for. */
export type PageStatement = {
  readonly text: string;
  readonly values: readonly unknown[];
  /** False where only the order of an index will do, however little the database knows of its tables: the embedded one knows nothing of `events`. */
  readonly maySort: boolean;
};

/** Left out of events_steps_index: most events are heartbeats, and hardly a step. Those of a title are found by events_content_index. */
const NOT_INDEXED: PlaybackEventType = 'HEARTBEAT';

/** One page of the events a funnel must look at. */
export const pageStatement = (request: FunnelRequest, page: Page): PageStatement => {
  const { steps, order } = request.funnel;
  if (order === 'STRICT') return byViewer(request, page);
  const types = PLAYBACK_EVENT_TYPES.filter((type) => steps.some(({ eventType }) => eventType === type));
  const isIndexed = !types.includes(NOT_INDEXED) || titlesOf(steps, NOT_INDEXED) !== null;
  return isIndexed ? byStep(request, page, types) : byViewer(request, page, types);
};

const COLUMNS = 'viewer_id, occurred_at, key, event_type, content_id';
const ORDER = 'viewer_id, occurred_at, key';
const IN_PAGE = `viewer_id is not null and occurred_at >= $1::timestamptz and occurred_at < $2::timestamptz
  and (viewer_id, occurred_at, key) > ($3::uuid, $4::timestamptz, $5::uuid)`;

const valuesOf = ({ range }: FunnelRequest, { after, limit }: Page): readonly unknown[] => [
  range.from.toISOString(),
  range.to.toISOString(),
  after.viewerId,
  after.occurredAt,
  after.key,
  limit,
];

/** By events_viewer_index of each partition, in its order. */
const byViewer = (request: FunnelRequest, page: Page, types?: readonly PlaybackEventType[]): PageStatement => ({
  text: `select ${COLUMNS} from events where ${IN_PAGE}${types ? ` and event_type in (${types.map(quoted).join(', ')})` : ''}
    order by ${ORDER} limit $6::int`,
  values: valuesOf(request, page),
  maySort: false,
});

/**
 * One type at a time, merged; each is limited by itself, so that none is read to its end. By events_steps_index of each partition alone or,
 * where few events are of the titles, by events_content_index.
 */
const byStep = (request: FunnelRequest, page: Page, types: readonly PlaybackEventType[]): PageStatement => {
  const values = [...valuesOf(request, page)];
  const ofType = (type: PlaybackEventType): string => {
    const titles = titlesOf(request.funnel.steps, type);
    const ofTitles = titles === null ? '' : ` and content_id = any($${values.push(textArray(titles))}::text[])`;
    return `(select ${COLUMNS} from events where event_type = ${quoted(type)}${ofTitles} and ${IN_PAGE} order by ${ORDER} limit $6::int)`;
  };
  const branches = types.map(ofType).join(' union all ');
  return { text: `select * from (${branches}) as steps order by ${ORDER} limit $6::int`, values, maySort: true };
};

/** The titles that matter of a type; null for all. */
const titlesOf = (steps: readonly FunnelStep[], type: PlaybackEventType): readonly string[] | null => {
  const titles = steps.filter(({ eventType }) => eventType === type).map(({ contentId }) => contentId);
  return titles.every((title) => title !== null) ? [...new Set(titles)] : null;
};

/** A word of PLAYBACK_EVENT_TYPES, written out: only then is the partial index known to hold it. */
const quoted = (type: PlaybackEventType): string => `'${type}'`;
