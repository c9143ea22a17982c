import { randomUUID } from 'node:crypto';
import { eventKey } from '#domain/event-key.ts';
import { ipPrefix } from '#domain/ip-prefix.ts';
import type { IdentifiedEvent, PlaybackEvent } from '#domain/playback-event.ts';
import type { PreferencesByViewer } from '#domain/privacy-preferences.ts';
import type { RiskAssessment } from '#domain/risk.ts';
import type { SubjectReader } from '#store/identities/subject-reader.ts';
import type { PreferenceRepository } from '#store/preferences/preference-repository.ts';
import { type AssessorParts, createAssessor } from './assess-events.ts';
import type { CountryOfPrefix } from './geo/country-of-prefix.ts';
import { WINDOWS_OF_ONE_CALL } from './windows-of-one-call.ts';

/**
 * What would be made of events if they came now, in their order. Nothing is stored, made or counted anywhere: windows hold these
 * events alone, so that rules which look back see the events before in the same call, and not what was stored.
 */
export type PreviewEvents = (events: readonly PlaybackEvent[]) => Promise<readonly RiskAssessment[]>;

export type PreviewParts = Omit<AssessorParts, 'windows'> & {
  readonly subjects: SubjectReader;
  readonly preferences: PreferenceRepository;
  readonly countryOfPrefix: CountryOfPrefix;
};

/** A preview with the rules in force, and what is known of viewers' preferences: two statements a call at most. */
export const createPreview = ({ subjects, preferences, countryOfPrefix, ...parts }: PreviewParts): PreviewEvents => {
  const assessor = createAssessor({ ...parts, windows: WINDOWS_OF_ONE_CALL });
  return async function previewEvents(events) {
    const viewers = await knownViewers(subjects, events);
    const asked = await preferencesOf(preferences, [...viewers.values()]);
    const stranger = createStrangers();
    const identified = events.map((event): IdentifiedEvent => {
      const { userId, deviceId, ipAddress } = event;
      const prefix = ipAddress === null ? null : ipPrefix(ipAddress);
      return {
        key: eventKey(event.source, event.eventId),
        event,
        viewerId: userId === null ? null : (viewers.get(userId) ?? stranger(`viewer:${userId}`)),
        deviceId: deviceId === null ? null : stranger(`device:${deviceId}`),
        ipPrefix: prefix,
        ipCountry: prefix === null ? null : countryOfPrefix(prefix),
      };
    });
    const delivered = identified.map((one) => ({ entryId: one.key, identified: one }));
    const assessed = await assessor.assess(delivered, asked);
    return assessed.map(({ assessment }) => assessment);
  };
};

const knownViewers = async (subjects: SubjectReader, events: readonly PlaybackEvent[]): Promise<ReadonlyMap<string, string>> => {
  const userIds = [...new Set(events.flatMap(({ userId }) => userId ?? []))];
  if (userIds.length === 0) return new Map();
  const pseudonyms = await subjects.pseudonyms('VIEWER', userIds);
  return new Map(userIds.flatMap((userId, i) => (pseudonyms[i] ? [[userId, pseudonyms[i]] as const] : [])));
};

const preferencesOf = async (preferences: PreferenceRepository, viewerIds: readonly string[]): Promise<PreferencesByViewer> => {
  const asked = await preferences.ofViewers(viewerIds);
  return new Map(viewerIds.flatMap((viewerId, i) => (asked[i] ? [[viewerId, asked[i]] as const] : [])));
};

/** Pseudonyms that hold for one call, for whom nobody has seen. */
const createStrangers = (): ((name: string) => string) => {
  const made = new Map<string, string>();
  return function stranger(name) {
    const pseudonym = made.get(name) ?? randomUUID();
    made.set(name, pseudonym);
    return pseudonym;
  };
};
