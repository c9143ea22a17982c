import { LRUCache } from 'lru-cache';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { ConsentSignals } from '#domain/consent.ts';
import { blamingEvents } from '#domain/event-fault.ts';
import { plainArray, textArray } from '#store/array-literal.ts';
import type { Sql } from '#store/sql.ts';
import { consentHash, consentText } from './consent-hash.ts';

/** Writes the signals of events, each distinct set once, inside the transaction of their batch. */
export type ConsentSignalsWriter = {
  /** Inserts what is not known to be there; answers the hashes that are there once the transaction commits. */
  write(sql: Sql, events: readonly AssessedEvent[]): Promise<readonly string[]>;
  /** To be told the hashes of a transaction that has committed: they need not be written again. */
  committed(hashes: readonly string[]): void;
};

/** Hashes known to be in the table; about 150 bytes each. */
const KNOWN_HASHES_MAX = 100_000;

/** A writer with a memory of its own. */
export const createConsentSignalsWriter = (): ConsentSignalsWriter => {
  const known = new LRUCache<string, true>({ max: KNOWN_HASHES_MAX });
  return {
    write: async (sql, events) => {
      const unknown = new Map<string, ConsentSignals>();
      blamingEvents(() => {
        for (const { identified } of events) {
          const signals = identified.event.consent;
          if (signals === null) continue;
          const hash = consentHash(signals);
          if (known.get(hash) === undefined) unknown.set(hash, signals);
        }
      });
      // Sorted, so that two workers with the same signals wait for each other instead of deadlocking.
      const hashes = [...unknown.keys()].toSorted();
      if (hashes.length === 0) return hashes;
      await sql.query(INSERT, [plainArray(hashes), textArray([...unknown].toSorted(byHash).map(([, signals]) => consentText(signals)))]);
      return hashes;
    },
    committed: (hashes) => {
      for (const hash of hashes) known.set(hash, true);
    },
  };
};

const byHash = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

const INSERT = `insert into consent_signals (hash, signals)
  select * from unnest($1::uuid[], $2::jsonb[]) on conflict do nothing`;
