import { enumOf } from '#api/common/enum-of.ts';
import type { Regulation as Value } from '#domain/risk.ts';

/** A law that a finding rests on. */
export const Regulation = enumOf<Value>('Regulation', 'A law on personal data or media.', {
  GDPR: 'General Data Protection Regulation (EU) 2016/679.',
  EPRIVACY: 'ePrivacy Directive 2002/58/EC.',
  UK_GDPR: 'The GDPR as it is law in the United Kingdom.',
  AVMSD: 'Audiovisual Media Services Directive 2010/13/EU.',
  CCPA: 'California Consumer Privacy Act.',
  US_STATE_OPT_OUT: 'Laws of US states under which an opt-out signal counts.',
  VPPA: 'Video Privacy Protection Act, 18 U.S.C. 2710.',
  COPPA: "Children's Online Privacy Protection Rule, 16 CFR 312.",
  LGPD: 'Lei Geral de Proteção de Dados (Brazil).',
  PIPEDA: 'Personal Information Protection and Electronic Documents Act (Canada).',
  QC_LAW_25: 'Law 25 of Québec.',
});
