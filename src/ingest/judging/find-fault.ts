import { ipPrefix } from '#domain/ip-prefix.ts';
import { findRegion, regionHint } from '#domain/region.ts';
import type { Fault } from './fault.ts';
import type { PlaybackEventDraft } from '#ingest/ingest-service.ts';
import { consentFault } from './consent-fault.ts';
import { metadataFault } from './metadata-fault.ts';
import { unfitText } from './unstorable-text.ts';

/** The first thing wrong with what an event says, but its time; null when all of it can be kept. */
export const findFault = (draft: PlaybackEventDraft): Fault | null =>
  textFault(draft) ??
  regionFault(draft.region) ??
  addressFault(draft.ipAddress) ??
  numberFault(draft) ??
  consentFault(draft.consent) ??
  freeFault(draft.extraMetadata);

const ID_FIELDS = ['eventId', 'userId', 'deviceId', 'contentId', 'sessionId'] as const;
const TEXT_FIELDS = ['appVersion', 'errorCode'] as const;
/** Counts and their greatest value: the store keeps a bitrate in 32 bits. */
const NUMBER_FIELDS = [
  ['positionMs', Number.MAX_SAFE_INTEGER],
  ['durationMs', Number.MAX_SAFE_INTEGER],
  ['bitrateKbps', 2_147_483_647],
] as const;
const REGION_CHARACTERS_QUOTED = 20;

const textFault = (draft: PlaybackEventDraft): Fault | null => {
  for (const field of ID_FIELDS) {
    const problem = draft[field] === '' ? emptyId(field) : unfitField(draft[field]);
    if (problem !== null) return invalid(field, problem);
  }
  for (const field of TEXT_FIELDS) {
    const problem = unfitField(draft[field]);
    if (problem !== null) return invalid(field, problem);
  }
  return null;
};

const unfitField = (text: string | null | undefined): string | null => (text === null || text === undefined ? null : unfitText(text));

const emptyId = (field: keyof PlaybackEventDraft): string =>
  field === 'eventId' ? 'is empty; give every event an id of its own' : 'is empty; leave it out when it is not known';

const regionFault = (region: string): Fault | null => {
  if (findRegion(region) !== null) return null;
  const quoted = JSON.stringify(region.slice(0, REGION_CHARACTERS_QUOTED));
  const hint = regionHint(region) ?? 'use an ISO 3166-1 alpha-2 (NL) or ISO 3166-2 code (US-CA)';
  return invalid('region', `${quoted} is not known; ${hint}`);
};

/** The address itself is personal data and not repeated in the message. */
const addressFault = (address: string | null | undefined): Fault | null =>
  address === null || address === undefined || ipPrefix(address) !== null
    ? null
    : invalid('ipAddress', 'is not an IP address; send IPv4 or IPv6 without port, prefix or zone, or leave it out');

const numberFault = (draft: PlaybackEventDraft): Fault | null => {
  for (const [field, max] of NUMBER_FIELDS) {
    const value = draft[field];
    if (value === null || value === undefined) continue;
    if (!Number.isSafeInteger(value) || value < 0 || value > max)
      return invalid(field, `is ${value}; send a whole number from 0 to ${max}`);
  }
  return null;
};

const freeFault = (metadata: PlaybackEventDraft['extraMetadata']): Fault | null =>
  metadata === null || metadata === undefined ? null : metadataFault(metadata);

const invalid = (field: keyof PlaybackEventDraft, problem: string): Fault => ({
  reason: 'INVALID',
  field,
  message: `${field} ${problem}`,
});
