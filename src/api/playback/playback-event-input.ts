import { builder } from '#api/builder.ts';
import { AgeBand } from './age-band.ts';
import { ConsentSignalsInput } from '#api/law/consent-signals-input.ts';
import { DeviceType } from './device-type.ts';
import { NetworkType } from './network-type.ts';
import { PlaybackEventType } from './playback-event-type.ts';
import { SubscriptionPlan } from './subscription-plan.ts';

/** A playback event as a client reports it. */
export const PlaybackEventInput = builder.inputType('PlaybackEventInput', {
  description: 'One moment of playback as a client reports it. Ids and texts have at most 255 characters.',
  fields: (t) => ({
    eventId: t.id({
      required: true,
      description: 'Unique for the producer. (source, eventId) is the identity of an event: sent again, it changes nothing.',
    }),
    eventType: t.field({ type: PlaybackEventType, required: true, description: 'What happened in the player.' }),
    timestamp: t.field({
      type: 'DateTime',
      required: true,
      description: 'When it happened by the clock of the device: at most 30 days ago and 5 minutes ahead after skew correction.',
    }),
    userId: t.id({ description: 'Who watches. Kept encrypted, apart from the event, which knows a random pseudonym only.' }),
    deviceId: t.id({ description: 'Which device plays. Kept encrypted, apart from the event, which knows a random pseudonym only.' }),
    contentId: t.id({ description: 'Which title plays.' }),
    sessionId: t.id({ description: 'Which sitting the event belongs to, from PLAY to STOP.' }),
    region: t.field({ type: 'RegionCode', required: true, description: 'Where the viewer is: NL, US-CA.' }),
    isEu: t.boolean({
      description:
        'A claim that `region` is in the European Union. It is derived from `region`; a contradiction is answered with a warning.',
    }),
    hasConsent: t.boolean({
      description: 'Whether the viewer consented to measurement, from players that know no better. Absent means unknown.',
    }),
    consent: t.field({
      type: ConsentSignalsInput,
      description: 'Consent signals as the consent platform gives them: stronger evidence than `hasConsent`.',
    }),
    ipAddress: t.field({ type: 'IPAddress', description: 'Address of the device. Only its prefix (/24 or /48) is stored.' }),
    subscriptionPlan: t.field({ type: SubscriptionPlan, description: 'What the viewer pays for.' }),
    deviceType: t.field({ type: DeviceType, description: 'What the player runs on.' }),
    appVersion: t.string({ description: 'Version of the client app.' }),
    networkType: t.field({ type: NetworkType, description: 'How the device was connected.' }),
    ageBand: t.field({ type: AgeBand, description: 'How old the viewer is.' }),
    errorCode: t.string({ description: 'What failed, in the words of the player; for ERROR events.' }),
    positionMs: t.field({ type: 'SafeInt', description: 'Position in the title, in milliseconds.' }),
    durationMs: t.field({ type: 'SafeInt', description: 'How long what is reported lasted, in milliseconds.' }),
    bitrateKbps: t.int({ description: 'Bit rate of the stream being played, in kilobits per second.' }),
    extraMetadata: t.field({ type: 'JSONObject', description: 'Free properties, at most 8 KiB and 5 levels deep.' }),
  }),
});
