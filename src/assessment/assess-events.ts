import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { EventFacts } from '#domain/event-facts.ts';
import { blamingEvents } from '#domain/event-fault.ts';
import { NO_PREFERENCES, type PreferencesByViewer, type PrivacyPreferences } from '#domain/privacy-preferences.ts';
import { type IdentifiedEvent, isAuthFailure, isPlaybackError, isSeek, isSessionEnd } from '#domain/playback-event.ts';
import type { ActivityWindows, Observation } from '#facts/activity-windows.ts';
import { consentOfEvent } from '#privacy/consent/consent-of-event.ts';
import type { AnomalyModel } from '#scoring/anomaly/anomaly-model.ts';
import type { Ruleset } from '#scoring/ruleset.ts';
import { scoreEvent } from '#scoring/score-event.ts';

/** An event to assess, and the stream entry that delivered it. */
export type Delivered = { readonly entryId: string; readonly identified: IdentifiedEvent };

/** Puts facts and rules together for a batch. */
export type Assessor = {
  /** Observes the events in their windows, once per entry, and scores each with what was known up to it and what its viewer asked for; same order. */
  assess(events: readonly Delivered[], preferences?: PreferencesByViewer): Promise<readonly AssessedEvent[]>;
  /** These entries are acknowledged: that they were observed need not be remembered for much longer. */
  settle(entryIds: readonly string[]): Promise<void>;
};

export type AssessorParts = {
  readonly windows: ActivityWindows;
  readonly ruleset: () => Ruleset;
  readonly anomalyModel?: () => AnomalyModel | null;
  readonly now: () => Date;
};

/** An assessor over shared windows and the ruleset in force. */
export const createAssessor = ({ windows, ruleset, anomalyModel = () => null, now }: AssessorParts): Assessor => ({
  settle: (entryIds) => windows.settle(entryIds),
  assess: async (events, preferences = NOBODY_ASKED) => {
    const facts = await windows.observe(events.map(observationOf));
    const evaluatedAt = now();
    const rules = ruleset();
    const model = anomalyModel();
    return blamingEvents(() =>
      events.map(({ identified }, i) => {
        const consent = consentOfEvent(identified.event, identified.event.consent);
        const known = {
          consent,
          facts: facts[i] ?? NOTHING_KNOWN,
          preferences: preferencesOf(identified, preferences),
          anomalyModel: model,
        };
        const assessment = scoreEvent(rules, { ...identified, ...known }, evaluatedAt);
        return { identified, assessment, isConsentAllowed: consent.allowed };
      }),
    );
  },
});

const preferencesOf = ({ viewerId }: IdentifiedEvent, preferences: PreferencesByViewer): PrivacyPreferences =>
  (viewerId === null ? undefined : preferences.get(viewerId)) ?? NO_PREFERENCES;

const NOBODY_ASKED: PreferencesByViewer = new Map();
const NOTHING_KNOWN: EventFacts = { viewer: null, device: null, content: null, latenessMs: 0 };

/** What an event adds to the windows of its viewer, device and title. */
export const observationOf = ({ entryId, identified }: Delivered): Observation => {
  const { event, viewerId, deviceId, ipPrefix, ipCountry } = identified;
  return {
    entryId,
    receivedAt: event.receivedAt,
    activity: {
      at: event.occurredAt,
      viewerId,
      deviceId,
      contentId: event.contentId,
      region: event.region,
      ipPrefix,
      ipCountry,
      sessionId: event.sessionId,
      isSessionEnd: isSessionEnd(event),
      isError: isPlaybackError(event),
      isAuthFailure: isAuthFailure(event),
      isSeek: isSeek(event),
      count: 1,
    },
  };
};
