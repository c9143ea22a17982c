import type { LawEntry } from './law-entry.ts';
import { AVMSD } from './regulations/avmsd.ts';
import { CCPA } from './regulations/ccpa.ts';
import { COPPA } from './regulations/coppa.ts';
import { EPRIVACY } from './regulations/eprivacy.ts';
import { GDPR } from './regulations/gdpr.ts';
import { LGPD } from './regulations/lgpd.ts';
import { PIPEDA } from './regulations/pipeda.ts';
import { QUEBEC_LAW_25 } from './regulations/quebec-law-25.ts';
import { UK_GDPR } from './regulations/uk-gdpr.ts';
import { US_STATE_OPT_OUT } from './regulations/us-state-opt-out.ts';
import { VPPA } from './regulations/vppa.ts';

/** All law Playguard knows, in the order in which answers name it. */
export const LAW: readonly LawEntry[] = [
  ...GDPR,
  ...EPRIVACY,
  ...UK_GDPR,
  ...AVMSD,
  ...CCPA,
  ...US_STATE_OPT_OUT,
  ...VPPA,
  ...COPPA,
  ...LGPD,
  ...PIPEDA,
  ...QUEBEC_LAW_25,
];
