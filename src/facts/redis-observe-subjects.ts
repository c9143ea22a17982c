import type { PlannedSubject } from './observation-plan.ts';
import { type PackedState, stampOf, unpackState } from './packed-state.ts';
import type { Packable } from './packed-subjects.ts';
import type { PageTurns, RedisSubjectPages, SubjectPage } from './redis-subject-pages.ts';
import type { SubjectState } from './subject-state.ts';
import { tellSubject, type ToldSubject } from './tell-subject.ts';

/** What a call makes of each of its subjects. */
export type ToldSubjects = ReadonlyMap<PlannedSubject, ToldSubject>;

/** Reads the subjects of one shard, tells them and writes what became of them; null when another worker was faster. */
export const observeSubjects = async (pages: RedisSubjectPages, planned: readonly PlannedSubject[]): Promise<ToldSubjects | null> => {
  const ordered = [...planned.filter(isViewer), ...planned.filter((subject) => !isViewer(subject))];
  const page = await pages.read({ fields: ordered.map(fieldOf), viewers: planned.filter(isViewer).length }, entriesOf(planned));
  const read = ordered.map((subject, index) => tellRead(subject, page.subjects[index] ?? NOTHING, page));
  const changed = read.filter(({ told, current }) => told.after !== current);
  const isWritten = await pages.write({
    turns: page.turns,
    viewers: changed.filter(({ subject }) => isViewer(subject)).length,
    before: changed.map(({ packed }) => packed),
    after: changed.map((one) => afterOf(one, page.turns)),
    memos: memosOf(read),
  });
  return isWritten ? new Map(read.map(({ subject, told }) => [subject, told])) : null;
};

type ReadSubject = {
  readonly subject: PlannedSubject;
  readonly packed: PackedState;
  readonly current: SubjectState;
  readonly told: ToldSubject;
};

const NOTHING: PackedState = Buffer.alloc(0);

const isViewer = ({ kind }: PlannedSubject): boolean => kind === 'viewer';
const fieldOf = ({ name }: PlannedSubject): string => name;

const entriesOf = (subjects: readonly PlannedSubject[]): readonly string[] => {
  const entries = new Set<string>();
  for (const { steps } of subjects) for (const { entryId } of steps) entries.add(entryId);
  return [...entries];
};

const tellRead = (subject: PlannedSubject, packed: PackedState, { memos }: SubjectPage): ReadSubject => {
  const current = unpackState(packed);
  const before = (entryId: string): SubjectState | null => {
    const known = memos.get(entryId)?.get(subject.name);
    return known === undefined ? null : unpackState(known);
  };
  const told = tellSubject(subject, { current, hasObserved: (entryId) => memos.has(entryId), before });
  return { subject, packed, current, told };
};

const afterOf = ({ subject, packed, told }: ReadSubject, turns: PageTurns): Packable => ({
  field: subject.name,
  packed: null,
  state: told.after,
  version: packed.length === 0 ? 1 : (stampOf(packed).version + 1) >>> 0,
  turn: isViewer(subject) ? turns.viewers : turns.others,
});

/** What was read need not be packed again. */
const memosOf = (all: readonly ReadSubject[]): ReadonlyMap<string, readonly Packable[]> => {
  const memos = new Map<string, Packable[]>();
  for (const { subject, packed, current, told } of all) {
    for (const { entryId, before } of told.memos) {
      let memo = memos.get(entryId);
      if (memo === undefined) memos.set(entryId, (memo = []));
      memo.push(before === current ? { field: subject.name, packed } : { field: subject.name, packed: null, state: before, ...NO_STAMP });
    }
  }
  return memos;
};

const NO_STAMP = { version: 0, turn: 0 };
