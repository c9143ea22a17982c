import { builder } from '#api/builder.ts';
import type { ApiContext } from '#api/context.ts';
import { filterValues } from '#api/common/filter-values.ts';
import { forwardPageArgs, readForwardPage } from '#api/common/forward-page.ts';
import { PlaybackEvent, PlaybackSession, Viewer } from '#api/type-refs.ts';
import { sessionCursor } from '#domain/cursor.ts';
import type { StoredSession } from '#store/sessions/session-reader.ts';
import { PlaybackSessionConnection } from './session-connection.ts';

builder.queryField('session', (t) =>
  t.field({
    type: PlaybackSession,
    nullable: true,
    description: 'A session by what its source calls it; null when no event of it is counted (yet).',
    args: {
      source: t.arg.string({ description: 'The client application it came from; when left out, the newest session called so of any.' }),
      sessionId: t.arg.id({ required: true, description: 'The id that clients send.' }),
    },
    resolve: (_root, args, context) => readSession(args, context),
  }),
);

builder.objectField(Viewer, 'sessions', (t) =>
  t.field({
    type: PlaybackSessionConnection,
    description: 'The sessions of this person, the newest first.',
    args: forwardPageArgs,
    resolve: ({ id }, args, { ports }) =>
      readForwardPage(args, {
        codec: sessionCursor,
        positionOf: ({ startedAt, source, sessionId }: StoredSession) => ({ startedAt, source, sessionId }),
        async read(page) {
          const { sessions, hasMore } = await ports.sessions.ofViewer(id, page);
          return { rows: sessions, hasMore };
        },
      }),
  }),
);

builder.objectField(PlaybackEvent, 'session', (t) =>
  t.field({
    type: PlaybackSession,
    nullable: true,
    description: 'The sitting it belongs to; null when the event names none, or no event of it is counted yet.',
    resolve: ({ source, sessionId }, _args, { loaders }) => (sessionId === null ? null : loaders.sessionById.load({ source, sessionId })),
  }),
);

type SessionArgs = { readonly source?: string | null | undefined; readonly sessionId: string };

const readSession = async ({ source, sessionId }: SessionArgs, { loaders, ports }: ApiContext): Promise<StoredSession | null> => {
  filterValues('sessionId', [sessionId]);
  if (source == null) return (await ports.sessions.named(sessionId))[0] ?? null;
  filterValues('source', [source]);
  return loaders.sessionById.load({ source, sessionId });
};
