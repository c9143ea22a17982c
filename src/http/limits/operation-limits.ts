/** How much one operation may ask for. Introspection is measured by limits of its own: an analyst's tools need it whole. */
export type OperationLimits = {
  /** Levels of fields within fields. */
  readonly depthMax: number;
  /** Fields under another name, those of fragments counted wherever they are spread. */
  readonly aliasesMax: number;
  /** Directives, those of fragments counted wherever they are spread. */
  readonly directivesMax: number;
  /** Words and signs of a document, those within parentheses aside: events may be written into a document. */
  readonly tokensMax: number;
  /** Things it may have to answer, as `operationCost` estimates. */
  readonly costMax: number;
};

/** What holds unless the configuration says otherwise. A page of 100 alerts with findings, rules and citations costs 5,000. */
export const OPERATION_LIMITS: OperationLimits = { depthMax: 10, aliasesMax: 15, directivesMax: 9, tokensMax: 2_000, costMax: 10_000 };
