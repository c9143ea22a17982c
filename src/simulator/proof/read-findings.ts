import { askServer } from './ask-server.ts';
import type { ProofCase } from './proof-case.ts';

/** Pages read of one case: more events than any case has. */
const PAGES_MAX = 50;

/** How many events of a case are stored, and the keys of the rules that found something in any of them, or were skipped for any. */
export type CaseFindings = { readonly events: number; readonly rules: ReadonlySet<string>; readonly skipped: ReadonlySet<string> };

/** Reads back what was found in a case. */
export const readFindings = async (url: string, { contentId, events }: ProofCase): Promise<CaseFindings> => {
  const rules = new Set<string>();
  const skipped = new Set<string>();
  const times = events.map(({ timestamp }) => Date.parse(timestamp));
  const range = { from: new Date(Math.min(...times)).toISOString(), to: new Date(Math.max(...times) + 1).toISOString() };
  let stored = 0;
  let after: string | null = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    // oxlint-disable-next-line no-await-in-loop -- a page tells where the next begins
    const { events: found }: Page = await askServer<Page>(url, FINDINGS, { filter: { contentId: [contentId], range }, after });
    stored += found.nodes.length;
    for (const { assessment } of found.nodes) {
      for (const { rule } of assessment.findings) rules.add(rule.key);
      for (const { key } of assessment.skippedRules) skipped.add(key);
    }
    after = found.pageInfo.endCursor;
    if (!found.pageInfo.hasNextPage) break;
  }
  return { events: stored, rules, skipped };
};

type Page = {
  readonly events: {
    readonly nodes: readonly { readonly assessment: Assessment }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
};

type Assessment = {
  readonly findings: readonly { readonly rule: { readonly key: string } }[];
  readonly skippedRules: readonly { readonly key: string }[];
};

const FINDINGS = `query ProofFindings($filter: EventFilter, $after: Cursor) {
  events(filter: $filter, first: 100, after: $after) {
    nodes { assessment { findings { rule { key } } skippedRules { key } } }
    pageInfo { hasNextPage endCursor }
  }
}`;
