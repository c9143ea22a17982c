import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { PreferencesByViewer } from '#domain/privacy-preferences.ts';
import type { AlertCandidate, RiskAlert } from '#domain/risk-alert.ts';
import { raiseAlerts } from '#store/alerts/alert-table.ts';
import { type ConsentSignalsWriter, createConsentSignalsWriter } from '#store/consent/consent-signals-table.ts';
import { type DeadLetter, forgetFailures, insertDeadLetter, recordFailure } from './dead-letter-table.ts';
import { claimEventKeys, type EventClaim } from './event-keys.ts';
import { createEventRoom } from './event-room.ts';
import { createEventInsert, type InsertEvents } from './event-table.ts';
import { IdentitiesChanged } from '#store/identities/identities-changed.ts';
import { createIdentityCache, type IdentityCache } from '#store/identities/identity-cache.ts';
import type { IdentityCipher } from '#store/identities/identity-cipher.ts';
import type { IdentityTable } from '#store/identities/identity-table.ts';
import { readPreferencesAndErasures } from '#store/preferences/preference-table.ts';
import { noteUncounted } from '#store/statistics/counting/uncounted-batches.ts';
import type { Sql } from '#store/sql.ts';

/** What happens to one batch inside its transaction. */
export type BatchTransaction = {
  /** Claims events, free of repeats, and answers the keys nobody had claimed before: only these may be saved. */
  claim(claims: readonly EventClaim[]): Promise<ReadonlySet<string>>;
  /**
   * What these viewers (pseudonyms) asked for; to be asked once the events are claimed. Rejects with IdentitiesChanged when somebody was
   * erased since `erasuresHeeded` answered: then the batch is undone and everything is identified anew. One statement.
   */
  preferences(viewerIds: ReadonlySet<string>, erasuresHeeded: number): Promise<PreferencesByViewer>;
  /** Stores claimed events, notes that they are to be counted and raises their alerts; answers the alerts that are new. Last call before the commit. */
  save(events: readonly AssessedEvent[], candidates: readonly AlertCandidate[]): Promise<readonly RiskAlert[]>;
};

/** The consumer's way into the database: everything a batch does happens in one transaction or not at all. */
export type EventStore = {
  /** The last erasure this process knows of; to be asked before `identify`. */
  erasuresHeeded(): Promise<number>;
  /** As in IdentityTable, remembered in process: use what it answers only in a transaction that has asked for preferences. */
  identify: IdentityTable['identify'];
  /** Makes what events of these times need to be stored, in a transaction of its own; to be called before each `inTransaction`. */
  makeRoom(events: readonly Pick<EventClaim, 'occurredAt'>[], now: Date): Promise<void>;
  /** Commits when `work` resolves; whatever it throws undoes the batch. */
  inTransaction<T>(storedAt: Date, work: (batch: BatchTransaction) => Promise<T>): Promise<T>;
  /** Counts one more failure of an event alone and answers how many there have been, restarts included. */
  recordFailure(eventKey: string, failedAt: Date): Promise<number>;
  /** Forgets the failures of an event that was stored after all. */
  forgetFailures(eventKey: string): Promise<void>;
  /** Keeps an event or entry that will not be tried again, its payload encrypted; once, however often the entry is delivered, and not of who was erased. */
  setAside(letter: DeadLetter): Promise<void>;
};

/** What is kept encrypted: payloads of dead letters, and beside the prefix the whole address where that is asked for. */
export type EventSecrets = { readonly cipher: IdentityCipher; readonly isFullIpStored?: boolean };

/** The event store over SQL. */
export const createEventStore = (sql: Sql, identities: IdentityTable, { cipher, isFullIpStored = false }: EventSecrets): EventStore => {
  const room = createEventRoom(sql);
  const cache = createIdentityCache({ sql, table: identities, isReplacingKey: cipher.next !== null });
  const signals = createConsentSignalsWriter();
  const insertEvents = createEventInsert(isFullIpStored ? cipher.encrypt : null);
  return {
    erasuresHeeded: cache.heeded,
    identify: cache.identify,
    makeRoom: room.make,
    inTransaction: async (storedAt, work) => {
      const hashes: string[] = [];
      const writers = { insertEvents, signals, hashes, heed: cache.heed };
      const result = await room.watch(() => sql.transaction((transaction) => work(batchTransaction(transaction, storedAt, writers))));
      signals.committed(hashes);
      return result;
    },
    recordFailure: (eventKey, failedAt) => recordFailure(sql, eventKey, failedAt),
    forgetFailures: (eventKey) => forgetFailures(sql, eventKey),
    setAside: (letter) => insertDeadLetter({ sql, identities, cipher }, letter),
  };
};

/** The writers of events and of consent signals, the hashes of the signals written in this transaction, and who must hear of erasures. */
type Writers = {
  readonly insertEvents: InsertEvents;
  readonly signals: ConsentSignalsWriter;
  readonly hashes: string[];
  readonly heed: IdentityCache['heed'];
};

const batchTransaction = (sql: Sql, storedAt: Date, { insertEvents, signals, hashes, heed }: Writers): BatchTransaction => ({
  claim: (claims) => claimEventKeys(sql, claims, storedAt),
  preferences: async (viewerIds, erasuresAfter) => {
    const { preferences, erasures } = await readPreferencesAndErasures(sql, { viewerIds: [...viewerIds], erasuresAfter });
    if (erasures.length === 0) return preferences;
    heed(erasures);
    throw new IdentitiesChanged();
  },
  save: async (events, candidates) => {
    hashes.push(...(await signals.write(sql, events)));
    await insertEvents(sql, events, storedAt);
    await noteUncounted(sql, events, storedAt);
    return raiseAlerts(sql, candidates);
  },
});
