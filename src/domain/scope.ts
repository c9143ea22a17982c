/** Everything a caller may be allowed to do. */
export const SCOPES = [
  'EVENTS_WRITE',
  'EVENTS_READ',
  'STATS_READ',
  'RISK_READ',
  'RISK_WRITE',
  'RULES_WRITE',
  'PRIVACY_READ',
  'PRIVACY_WRITE',
  'PII_READ',
  'AUDIT_READ',
  'ADMIN',
] as const;
export type Scope = (typeof SCOPES)[number];

/** True for the name of a scope. */
export const isScope = (text: string): text is Scope => SCOPES.some((scope) => scope === text);
