import type { Assessor } from '#assessment/assess-events.ts';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { PreferencesByViewer } from '#domain/privacy-preferences.ts';
import type { DeliveredEvent } from './identify-events.ts';

/** Assesses each event of a delivery once, however often storing it is tried. */
export type AssessOnce = {
  assess(events: readonly DeliveredEvent[], preferences: PreferencesByViewer): Promise<readonly AssessedEvent[]>;
  /** The names under which activity was observed, to be forgotten when the delivery is acknowledged. */
  observedAs(): readonly string[];
};

/** A fresh memory for one delivery. */
export const createAssessOnce = (assessor: Assessor): AssessOnce => {
  const assessments = new Map<string, AssessedEvent>();
  const observed = new Set<string>();
  return {
    assess: async (events, preferences) => {
      const unknown = events.filter(({ identified }) => !assessments.has(identified.key));
      if (unknown.length > 0) {
        const named = unknown.map((event) => ({ ...event, entryId: observationName(observed, event) }));
        for (const assessed of await assessor.assess(named, preferences)) assessments.set(assessed.identified.key, assessed);
        for (const { entryId } of named) observed.add(entryId);
      }
      return events.flatMap(({ identified }) => assessments.get(identified.key) ?? []);
    },
    observedAs: () => [...observed],
  };
};

/** An event that another worker had claimed at the first try and gave back is observed apart: its entry has been. */
const observationName = (observed: ReadonlySet<string>, { entryId, identified }: DeliveredEvent): string =>
  observed.has(entryId) ? `${entryId}+${identified.key}` : entryId;
