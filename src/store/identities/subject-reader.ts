/** A viewer or device the store knows: a pseudonym and when it was first stored. */
export type Subject = { readonly id: string; readonly kind: 'VIEWER' | 'DEVICE'; readonly createdAt: Date };

/** Looks up identities without making them. */
export type SubjectReader = {
  /** Pseudonyms of original ids, in the order asked for, null where the id was never seen. One statement. */
  pseudonyms(kind: Subject['kind'], originals: readonly string[]): Promise<readonly (string | null)[]>;
  /** Subjects by pseudonym, in the order asked for, null where there is none. One statement. */
  byIds(kind: Subject['kind'], ids: readonly string[]): Promise<readonly (Subject | null)[]>;
};
