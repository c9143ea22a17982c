import { type DocumentNode, getOperationAST, Kind, type OperationTypeNode } from 'graphql';
import { shortName } from '#access/audit/short-name.ts';

/** An operation as the audit and the access log name it. */
export type OperationSummary = {
  readonly type: OperationTypeNode | 'unknown';
  /** As its client calls it; null for one without a name. */
  readonly name: string | null;
  /** What it asks for first. */
  readonly fields: readonly string[];
};

/** Root fields that are named; fragments are not looked into. */
const FIELDS_MAX = 10;
const UNKNOWN: OperationSummary = { type: 'unknown', name: null, fields: [] };

const known = new WeakMap<DocumentNode, Map<string, OperationSummary>>();

/** Looked at once for each document, which are kept. */
export const summaryOf = (document: DocumentNode, operationName: string | null | undefined): OperationSummary => {
  const ofDocument = known.get(document) ?? new Map<string, OperationSummary>();
  if (ofDocument.size === 0) known.set(document, ofDocument);
  const key = operationName ?? '';
  const summary = ofDocument.get(key) ?? summarise(document, operationName);
  ofDocument.set(key, summary);
  return summary;
};

const summarise = (document: DocumentNode, operationName: string | null | undefined): OperationSummary => {
  const operation = getOperationAST(document, operationName);
  if (operation == null) return UNKNOWN;
  const { name, selectionSet } = operation;
  const fields = selectionSet.selections.map((selection) => (selection.kind === Kind.FIELD ? selection.name.value : '…'));
  return {
    type: operation.operation,
    name: name === undefined ? null : shortName(name.value),
    fields: [...new Set(fields)].slice(0, FIELDS_MAX).map(shortName),
  };
};
