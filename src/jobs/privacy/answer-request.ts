import type { IdentityCipher } from '#store/identities/identity-cipher.ts';
import type { PreferenceRepository } from '#store/preferences/preference-repository.ts';
import { type ClaimedRequest, keepRequest, type RequestOutcome } from '#store/privacy/privacy-request-queue.ts';
import { deleteUndecodedLetters, type ErasureMemo, scrubEvents, unlinkPerson } from '#store/privacy/unlink-person.ts';
import type { Sql } from '#store/sql.ts';
import { gatherHeldData, type HeldDataReaders } from './held-data.ts';

/** What answering requests touches. */
export type RequestAnswering = {
  readonly sql: Sql;
  readonly cipher: IdentityCipher;
  readonly readers: HeldDataReaders;
  readonly preferences: PreferenceRepository;
  /** Forgets what is remembered of a viewer (pseudonym) for rules to look at. */
  readonly forgetActivity: (viewerId: string) => Promise<void>;
  readonly now: () => Date;
};

/** What came of a request, before it is audited. */
export type Answer = Omit<RequestOutcome, 'auditSequence'>;

/** Does what a request asks for. Begun anew after a crash, it comes to the same end. */
export const answerRequest = async (answering: RequestAnswering, request: ClaimedRequest): Promise<Answer> => {
  switch (request.kind) {
    case 'ACCESS':
      return exportAll(answering, request);
    case 'ERASURE':
      return erase(answering, request);
    case 'OPT_OUT':
      return optOut(answering, request);
    default:
      return request.kind satisfies never;
  }
};

/** The person was erased meanwhile. */
const NOTHING_HELD: Answer = { status: 'DENIED', affectedRecords: 0, kept: null };

const keeping =
  ({ sql, now }: RequestAnswering, request: ClaimedRequest) =>
  (): Promise<void> =>
    keepRequest(sql, request, now());

const exportAll = async (answering: RequestAnswering, request: ClaimedRequest): Promise<Answer> => {
  const held = await gatherHeldData(answering.readers, request.viewerId, keeping(answering, request));
  if (held === null) return NOTHING_HELD;
  const kept = JSON.stringify({ asOf: answering.now(), ...held.export });
  return { status: 'COMPLETED', affectedRecords: held.count, kept };
};

const erase = async (answering: RequestAnswering, request: ClaimedRequest): Promise<Answer> => {
  const memo = await unlinkPerson(answering, request, answering.now());
  return { status: 'COMPLETED', affectedRecords: memo === null ? 0 : await deleteRest(answering, request, memo), kept: null };
};

/** From here on no worker adds anything: what is deleted stays so. */
const deleteRest = async (answering: RequestAnswering, request: ClaimedRequest, memo: ErasureMemo): Promise<number> => {
  const keep = keeping(answering, request);
  await keep();
  await answering.forgetActivity(memo.viewerId);
  const { deleted } = await deleteUndecodedLetters(answering, { request, memo }, keep);
  await keep();
  return deleted + (await scrubEvents(answering.sql, memo.viewerId, keep));
};

const optOut = async ({ readers, preferences, now }: RequestAnswering, { viewerId }: ClaimedRequest): Promise<Answer> => {
  const [viewer = null] = await readers.subjects.byIds('VIEWER', [viewerId]);
  if (viewer === null) return NOTHING_HELD;
  await preferences.change(viewerId, { saleOptOut: true }, now());
  return { status: 'COMPLETED', affectedRecords: 1, kept: null };
};
