/** How a mutation is told to the audit. */
export type MutationAudit =
  /** As an entry, written before the answer; `targetOf` names what was changed by what was answered. */
  | { readonly kind: 'ENTRY'; readonly targetOf: (payload: unknown) => string | null }
  /** In the sum of what its caller sent in this minute. */
  | { readonly kind: 'TALLY'; readonly countsOf: (payload: unknown) => { readonly accepted: number; readonly rejected: number } };

/** As `extensions` of a mutation whose entry names what was changed; pseudonyms, keys and ids of ours, never what leads to a person. */
export const auditedAs = (targetOf: (payload: never) => string | null) => ({
  audit: { kind: 'ENTRY', targetOf } as unknown as MutationAudit,
});

/** As `extensions` of a mutation that is called too often for an entry each. */
export const tallied = (countsOf: (payload: never) => { readonly accepted: number; readonly rejected: number }) => ({
  audit: { kind: 'TALLY', countsOf } as unknown as MutationAudit,
});

/** How the mutation with these extensions is told: as an entry that names nothing, unless they say otherwise. */
export const mutationAuditOf = (extensions: Readonly<Record<string, unknown>> | null | undefined): MutationAudit =>
  (extensions?.['audit'] as MutationAudit | undefined) ?? UNNAMED;

const UNNAMED: MutationAudit = { kind: 'ENTRY', targetOf: () => null };
