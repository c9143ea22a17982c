import { type FeedMessage, PositionAhead } from '#alerts/alert-feed.ts';
import { readCursor } from '#api/common/page-args.ts';
import type { ApiContext, ApiPorts } from '#api/context.ts';
import { alertCursor } from '#domain/cursor.ts';
import type { AlertFilterValue } from './alert-filter.ts';
import { type AlertSelection, selectAlerts } from './alert-selection.ts';
import { judgedAlerts } from './judged-alerts.ts';

type FollowArgs = { readonly filter?: AlertFilterValue | null | undefined; readonly after?: string | null | undefined };
type Stream = AsyncGenerator<FeedMessage, void, void>;

/**
 * The alerts after `after` that meet the filter, then live. A reconnecting SSE client goes on after the last message it has,
 * whatever `after` says. Throws for a cursor that is damaged or ahead of the log. Returning the stream ends it at once, even while it waits.
 */
export const followAlerts = async ({ ports, lastEventId }: ApiContext, { filter, after }: FollowArgs): Promise<Stream> => {
  const cursor = lastEventId ?? after;
  const position = cursor == null ? null : readCursor(cursor, alertCursor);
  if (position !== null && (await isAhead(ports, position))) throw new PositionAhead();
  const { accepts, judge } = filter ? await selectAlerts(ports, filter) : EVERY_ALERT;
  const stream = ports.feed.follow({ after: position, accepts });
  return judge === null ? stream : judgedAlerts(stream, { judge, log: ports.log });
};

/** The feed may not have heard of the newest alerts yet: the log knows. */
const isAhead = async ({ feed, alertLog }: ApiPorts, position: number): Promise<boolean> =>
  position > feed.head() && position > (await alertLog.head());

const EVERY_ALERT: AlertSelection = { accepts: () => true, judge: null };
