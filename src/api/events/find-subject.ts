import type { ApiContext } from '#api/context.ts';
import { unfitText } from '#ingest/judging/unstorable-text.ts';
import type { Subject } from '#store/identities/subject-reader.ts';

/** The viewer or device of an id that clients send, or null when it was never seen; ids that no event can carry are not looked up. */
export const findSubject = async ({ ports, loaders }: ApiContext, kind: Subject['kind'], original: string): Promise<Subject | null> => {
  if (unfitText(original) !== null) return null;
  const [pseudonym] = await ports.subjects.pseudonyms(kind, [original]);
  if (pseudonym == null) return null;
  return (kind === 'VIEWER' ? loaders.viewerById : loaders.deviceById).load(pseudonym);
};
