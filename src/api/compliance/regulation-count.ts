import { builder } from '#api/builder.ts';
import { Regulation } from '#api/risk/regulation.ts';
import type { Regulation as Law } from '#domain/risk.ts';

/** How many findings rest on one law. */
export const RegulationCount = builder.objectRef<{ readonly regulation: Law; readonly count: number }>('RegulationCount').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'How many findings rest on this law.',
  fields: (t) => ({
    regulation: t.expose('regulation', { type: Regulation, description: 'The law, as it stood in the region on the day of the event.' }),
    count: t.expose('count', { type: 'SafeInt', description: 'Findings that rest on it; a finding under two laws counts for both.' }),
  }),
});
