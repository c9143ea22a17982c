import type { LawEntry } from '#privacy/law/law-entry.ts';

/** State, first day on which a universal opt-out signal binds, and where that stands. */
const STATES = [
  ['US-CA', '2020-08-14', '11 CCR 7025 (before 2023: 11 CCR 999.315)'],
  ['US-CO', '2024-07-01', 'Colorado Privacy Act, C.R.S. 6-1-1306(1)(a)(IV)'],
  ['US-CT', '2025-01-01', 'Connecticut Data Privacy Act, Conn. Gen. Stat. 42-520(e)'],
  ['US-MT', '2025-01-01', 'Montana Consumer Data Privacy Act, Mont. Code 30-14-2801 ff.'],
  ['US-NE', '2025-01-01', 'Nebraska Data Privacy Act, Neb. Rev. Stat. 87-1101 ff.'],
  ['US-NH', '2025-01-01', 'New Hampshire Privacy Act, RSA 507-H'],
  ['US-TX', '2025-01-01', 'Texas Data Privacy and Security Act, Tex. Bus. & Com. Code 541.055(e)'],
  ['US-NJ', '2025-07-15', 'New Jersey Data Privacy Act, N.J.S.A. 56:8-166.11'],
  ['US-MN', '2025-07-31', 'Minnesota Consumer Data Privacy Act, Minn. Stat. 325M'],
  ['US-DE', '2026-01-01', 'Delaware Personal Data Privacy Act, 6 Del. C. 12D-106'],
  ['US-OR', '2026-01-01', 'Oregon Consumer Privacy Act, ORS 646A.578'],
  ['US-MD', '2026-04-01', 'Maryland Online Data Privacy Act of 2024 (in force 2025-10-01, for processing from 2026-04-01)'],
] as const;

const GPC = { label: 'Global Privacy Control specification', url: 'https://www.w3.org/TR/gpc/' };

/** The laws of US states under which a signal such as GPC opts a viewer out of sale and targeted advertising, each from its own day. */
export const US_STATE_OPT_OUT: readonly LawEntry[] = STATES.map(([state, effectiveFrom, label]) => ({
  regulation: 'US_STATE_OPT_OUT',
  consentModel: 'OPT_OUT',
  regions: [state],
  effectiveFrom,
  effectiveTo: null,
  obligations: [],
  citations: [{ label, url: null }, GPC],
  version: `us-opt-out-signal-${state.slice(3).toLowerCase()}-1`,
}));
