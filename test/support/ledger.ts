/** What a client knows about one event: acknowledged and rejected are final, unknown is sent again. */
export type Fate = 'acknowledged' | 'rejected' | 'unknown';

/** What a client was told about every event it sent. */
export type Ledger = {
  note(eventIds: Iterable<string>, fate: Fate): void;
  idsOf(fate: Fate): readonly string[];
};

/** An empty ledger. An acknowledgement is never taken back: a later answer that is lost changes nothing. */
export const createLedger = (): Ledger => {
  const fates = new Map<string, Fate>();
  return {
    note(eventIds, fate) {
      for (const id of eventIds) if (fate !== 'unknown' || !fates.has(id)) fates.set(id, fate);
    },
    idsOf: (fate) =>
      [...fates]
        .filter(([, own]) => own === fate)
        .map(([id]) => id)
        .toSorted(),
  };
};
