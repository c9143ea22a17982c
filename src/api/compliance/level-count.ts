import { builder } from '#api/builder.ts';
import { RiskLevel } from '#api/risk/risk-level.ts';
import type { RiskLevel as Level } from '#domain/risk.ts';

/** How many events were found to be this risky. */
export type LevelCountShape = { readonly level: Level; readonly count: number };

export const LevelCount = builder.objectRef<LevelCountShape>('LevelCount').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'How many events were found to be this risky.',
  fields: (t) => ({
    level: t.expose('level', { type: RiskLevel, description: 'How risky an event is.' }),
    count: t.expose('count', { type: 'SafeInt', description: 'Events of this level.' }),
  }),
});
