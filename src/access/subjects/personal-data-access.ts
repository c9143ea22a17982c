import type { AuditTrail } from '#access/audit/audit-trail.ts';
import { actorOf } from '#access/audit/actor-of.ts';
import type { Principal } from '#access/principal.ts';
import type { PersonalDataReader } from '#store/identities/personal-data-reader.ts';

/** The person behind something; what is not known, not kept or erased is null. */
export type PersonalData = { readonly userId: string | null; readonly deviceId: string | null; readonly ipAddress: string | null };

/** Whose data is asked for: a viewer's by pseudonym, or that behind an event. */
export type PersonalDataSubject =
  | { readonly kind: 'VIEWER'; readonly viewerId: string }
  | {
      readonly kind: 'EVENT';
      readonly key: string;
      readonly occurredAt: Date;
      readonly viewerId: string | null;
      readonly deviceId: string | null;
    };

/** One question, and why it is asked. */
export type PersonalDataQuestion = { readonly reason: string; readonly subject: PersonalDataSubject };

/** The one way to originals: who asks is audited before they are read. */
export type PersonalDataAccess = {
  /** Answers in the order asked; null where there is nothing or the person was erased. One audit entry for each reason. */
  read(principal: Principal, questions: readonly PersonalDataQuestion[]): Promise<readonly (PersonalData | null)[]>;
};

export type PersonalDataNeeds = { readonly reader: PersonalDataReader; readonly audit: AuditTrail };

/** Access over one reader and one audit trail; rejects, and reads nothing, while the audit cannot be written. */
export const createPersonalDataAccess = ({ reader, audit }: PersonalDataNeeds): PersonalDataAccess => ({
  read: async (principal, questions) => {
    for (const [reason, asked] of Map.groupBy(questions, (question) => question.reason)) {
      const targets = asked.map(({ subject }) => targetOf(subject));
      const [only = null, ...more] = targets;
      const entry = { actor: actorOf(principal), action: 'personal-data.read', outcome: 'OK', details: { reason, targets } } as const;
      // oxlint-disable-next-line no-await-in-loop -- an audit is a sequence
      await audit.record({ ...entry, target: more.length === 0 ? only : null });
    }
    return readAll(
      reader,
      questions.map(({ subject }) => subject),
    );
  },
});

const targetOf = (subject: PersonalDataSubject): string =>
  subject.kind === 'VIEWER' ? `Viewer:${subject.viewerId}` : `PlaybackEvent:${subject.key}`;

const readAll = async (reader: PersonalDataReader, subjects: readonly PersonalDataSubject[]): Promise<readonly (PersonalData | null)[]> => {
  const ids = [...new Set(subjects.flatMap(idsOf))];
  const originals = await reader.originals(ids);
  const byId = new Map(ids.map((id, i) => [id, originals[i] ?? null]));
  const events = subjects.filter((subject) => subject.kind === 'EVENT');
  const addresses = await reader.addresses(events);
  const byKey = new Map(events.map(({ key }, i) => [key, addresses[i] ?? null]));
  return subjects.map((subject) => personOf(subject, byId, byKey));
};

const idsOf = (subject: PersonalDataSubject): readonly string[] => {
  const ids = subject.kind === 'VIEWER' ? [subject.viewerId] : [subject.viewerId, subject.deviceId];
  return ids.filter((id) => id !== null);
};

type Found = ReadonlyMap<string, string | null>;

/** A device or an address would lead to an erased viewer as well: nothing is told of their events. */
const personOf = (subject: PersonalDataSubject, byId: Found, byKey: Found): PersonalData | null => {
  const userId = subject.viewerId === null ? null : (byId.get(subject.viewerId) ?? null);
  if (subject.viewerId !== null && userId === null) return null;
  if (subject.kind === 'VIEWER') return { userId, deviceId: null, ipAddress: null };
  const deviceId = subject.deviceId === null ? null : (byId.get(subject.deviceId) ?? null);
  return { userId, deviceId, ipAddress: byKey.get(subject.key) ?? null };
};
