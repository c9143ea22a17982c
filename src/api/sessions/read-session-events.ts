import type { ApiContext } from '#api/context.ts';
import type { PageArgs } from '#api/common/page-args.ts';
import type { Page } from '#api/common/page.ts';
import { RANGE_MS_MAX } from '#api/common/time-range.ts';
import { readEvents } from '#api/events/read-events.ts';
import type { StoredEvent } from '#domain/stored-event.ts';
import type { StoredSession } from '#store/sessions/session-reader.ts';

/** A page of the events of a session, from its first to its latest that is counted. */
export const readSessionEvents = (
  { source, sessionId, startedAt, lastEventAt }: StoredSession,
  args: PageArgs,
  context: ApiContext,
): Promise<Page<StoredEvent>> => {
  const to = lastEventAt.getTime() + 1;
  const from = Math.max(startedAt.getTime(), to - RANGE_MS_MAX); // only an id that is used again and again lives so long
  const range = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  return readEvents(context, { ...args, filter: { source: [source], sessionId: [sessionId], range } });
};
