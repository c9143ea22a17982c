import { builder } from '#api/builder.ts';
import { ConsentDecision } from '#api/law/consent-decision.ts';
import { PlaybackEventType } from '#api/playback/playback-event-type.ts';
import { SubscriptionPlan } from '#api/playback/subscription-plan.ts';
import { Content, Device, Event, PlaybackEvent, Region, Viewer } from '#api/type-refs.ts';
import { consentOfEvent } from '#privacy/consent/consent-of-event.ts';
import { regionOf } from './region.ts';

const KEY_SHAPE = /^[0-9a-f]{32}$/;

builder.node(PlaybackEvent, {
  authScopes: { scope: 'EVENTS_READ' },
  description: 'Something that happened in a player.',
  interfaces: [Event],
  skipInterfaceScopes: true, // the same: it would be looked at twice
  id: { resolve: (event) => event.key },
  loadOne: (key, { loaders }) => (KEY_SHAPE.test(key) ? loaders.eventByKey.load(key) : null),
  fields: (t) => ({
    eventType: t.expose('eventType', { type: PlaybackEventType, description: 'What happened in the player.' }),
    viewer: t.field({
      type: Viewer,
      nullable: true,
      description: 'Who watched; null when the event names nobody, or the person was erased.',
      resolve: ({ viewerId }, _args, { loaders }) => (viewerId === null ? null : loaders.viewerById.load(viewerId)),
    }),
    device: t.field({
      type: Device,
      nullable: true,
      description: 'What it was watched on; null when the event names no device, or it was erased.',
      resolve: ({ deviceId }, _args, { loaders }) => (deviceId === null ? null : loaders.deviceById.load(deviceId)),
    }),
    content: t.field({
      type: Content,
      nullable: true,
      description: 'The title; null when the event names none.',
      resolve: ({ contentId }) => (contentId === null ? null : { contentId }),
    }),
    region: t.field({ type: Region, description: 'Where the viewer was.', resolve: ({ region }) => regionOf(region) }),
    consent: t.field({
      type: ConsentDecision,
      description: 'What was permitted for this event, and why: by its own signals, where it happened, under the law of that day.',
      resolve: async (event, _args, { loaders }) =>
        consentOfEvent(event, event.consentHash === null ? null : await loaders.consentSignalsByHash.load(event.consentHash)),
    }),
    subscriptionPlan: t.expose('subscriptionPlan', {
      type: SubscriptionPlan,
      nullable: true,
      description: 'What the viewer paid for; null when the event does not say.',
    }),
    errorCode: t.exposeString('errorCode', {
      nullable: true,
      description: 'What failed, in the words of the player; null when the event does not say.',
    }),
    positionMs: t.expose('positionMs', {
      type: 'SafeInt',
      nullable: true,
      description: 'Position in the title, in milliseconds; null when the event does not say.',
    }),
  }),
});
