import { builder } from '#api/builder.ts';
import { pageArgs } from '#api/common/page-args.ts';
import { EventConnection } from '#api/events/event-connection.ts';
import { Device, PlaybackSession, Viewer } from '#api/type-refs.ts';
import { readSessionEvents } from './read-session-events.ts';
import { readSessionKey, sessionKey } from './session-key.ts';

builder.node(PlaybackSession, {
  authScopes: { scope: 'EVENTS_READ' },
  description:
    'One sitting of playback, known by what its source calls it: what became of it so far, from its events that are counted. Events are counted within seconds of being stored. In one of more than 20,000 events, whose id is no sitting, nothing is measured.',
  id: { resolve: sessionKey },
  loadOne(key, { loaders }) {
    const id = readSessionKey(key);
    return id === null ? null : loaders.sessionById.load(id);
  },
  fields: (t) => ({
    sessionId: t.exposeID('sessionId', { description: 'The id that clients send; unique within the source.' }),
    source: t.exposeString('source', { description: 'The client application it came from.' }),
    viewer: t.field({
      type: Viewer,
      nullable: true,
      description: 'Who watched; null when its events name nobody, or the person was erased.',
      resolve: ({ viewerId }, _args, { loaders }) => (viewerId === null ? null : loaders.viewerById.load(viewerId)),
    }),
    device: t.field({
      type: Device,
      nullable: true,
      description: 'What it was watched on; null when its events name no device, or it was erased.',
      resolve: ({ deviceId }, _args, { loaders }) => (deviceId === null ? null : loaders.deviceById.load(deviceId)),
    }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When its first event occurred (UTC).' }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it said that it ended (UTC); null while it did not.',
    }),
    lastEventAt: t.expose('lastEventAt', { type: 'DateTime', description: 'When its latest event occurred (UTC).' }),
    watchTimeMs: t.expose('watchMs', { type: 'SafeInt', description: 'Milliseconds of playback, pauses and rebuffering left out.' }),
    rebufferMs: t.expose('rebufferMs', { type: 'SafeInt', description: 'Milliseconds of waiting for data after playback had begun.' }),
    errorCount: t.exposeInt('errorCount', { description: 'Events of the type ERROR.' }),
    eventCount: t.expose('eventCount', { type: 'SafeInt', description: 'Events of every type.' }),
    events: t.field({
      type: EventConnection,
      authScopes: { scope: 'EVENTS_READ' }, // nullable, as of a viewer
      description: 'Its events that are counted, the newest first: take `last` to read them from the beginning.',
      args: pageArgs,
      resolve: readSessionEvents,
    }),
  }),
});
