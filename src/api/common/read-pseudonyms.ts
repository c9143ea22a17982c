import type { Subject, SubjectReader } from '#store/identities/subject-reader.ts';

/** Pseudonyms of the original ids that are known, undefined when the condition is absent. */
export const readPseudonyms = async (
  subjects: SubjectReader,
  kind: Subject['kind'],
  originals: readonly string[] | undefined,
): Promise<readonly string[] | undefined> => {
  if (originals === undefined) return undefined;
  const pseudonyms = await subjects.pseudonyms(kind, originals);
  return pseudonyms.filter((pseudonym) => pseudonym !== null);
};
