import { builder } from '#api/builder.ts';
import { enumOf } from '#api/common/enum-of.ts';
import { Citation } from '#api/risk/citation.ts';
import { Regulation } from '#api/risk/regulation.ts';
import type {
  ConsentDecision as ConsentDecisionShape,
  ConsentFinding as ConsentFindingShape,
  EvidenceGrade as Grade,
  LegalBasis as Basis,
  ProcessingPurpose as Purpose,
  PurposeDecision as PurposeDecisionShape,
} from '#domain/consent.ts';

const ProcessingPurpose = enumOf<Purpose>('ProcessingPurpose', 'What data is used for.', {
  SERVICE_DELIVERY: 'To play what the viewer asked for.',
  SECURITY_AND_FRAUD: 'To keep the service secure and to find fraud (TCF special purpose 1).',
  QOE_MEASUREMENT: 'To measure the quality of playback (TCF purposes 1 and 8).',
  CONTENT_ANALYTICS: 'To understand audiences (TCF purposes 1 and 9).',
  PERSONALISATION: 'To personalise content (TCF purposes 1, 5 and 6).',
  ADVERTISING: 'To select and measure advertising (TCF purposes 1, 2 and 7).',
});

const LegalBasis = enumOf<Basis>('LegalBasis', 'What makes a use lawful.', {
  CONSENT: 'The viewer agreed.',
  LEGITIMATE_INTEREST: 'An interest of the operator that the viewer did not object to.',
  CONTRACT: 'It is needed for the service the viewer asked for.',
  STRICTLY_NECESSARY: 'It is strictly necessary for the service the viewer asked for (ePrivacy art. 5(3)).',
  OPT_OUT_NOT_EXERCISED: 'The law allows it until the viewer opts out, and the viewer did not.',
  NONE: 'Nothing does: it is not allowed.',
});

const EvidenceGrade = enumOf<Grade>('EvidenceGrade', 'How good the best evidence is.', {
  DECODED_SIGNAL: 'A signal that was decoded on the server.',
  CLIENT_BOOLEAN: 'The yes or no of the client.',
  ABSENT: 'There is no evidence at all.',
});

const PurposeDecision = builder.objectRef<PurposeDecisionShape>('PurposeDecision').implement({
  authScopes: { scope: 'PRIVACY_READ' },
  description: 'Whether one use is allowed, and what decided it.',
  fields: (t) => ({
    purpose: t.expose('purpose', { type: ProcessingPurpose, description: 'What the data is used for.' }),
    allowed: t.exposeBoolean('allowed', { description: 'Whether it is allowed.' }),
    basis: t.expose('basis', { type: LegalBasis, description: 'What makes it lawful; NONE when it is not allowed.' }),
    reason: t.exposeString('reason', { description: 'The signal and the bit that decided, in words.' }),
    citations: t.expose('citations', { type: [Citation], description: 'The law and specifications it rests on; empty when none asks.' }),
  }),
});

const ConsentFinding = builder.objectRef<ConsentFindingShape>('ConsentFinding').implement({
  authScopes: { scope: 'PRIVACY_READ' },
  description: 'Something to know about the evidence.',
  fields: (t) => ({
    code: t.exposeString('code', {
      description: 'CONSENT_UNDECODABLE, WEAK_EVIDENCE, SIGNALS_DISAGREE or PARENTAL_AUTHORISATION_UNKNOWN; more may come.',
    }),
    message: t.exposeString('message', { description: 'The same for people.' }),
  }),
});

/** What was permitted, and why. */
export const ConsentDecision = builder.objectRef<ConsentDecisionShape>('ConsentDecision').implement({
  authScopes: { scope: 'PRIVACY_READ' },
  description: 'What is permitted, purpose by purpose, and why.',
  fields: (t) => ({
    allowed: t.exposeBoolean('allowed', { description: 'Whether QOE_MEASUREMENT is allowed, which is what events are for.' }),
    purposes: t.expose('purposes', { type: [PurposeDecision], description: 'Every purpose, always all of them.' }),
    grade: t.expose('grade', { type: EvidenceGrade, description: 'How good the evidence is.' }),
    saleOptOut: t.exposeString('saleOptOut', {
      nullable: true,
      description:
        'What says that the viewer opted out of sale or sharing: the Global Privacy Control, else the best signal that speaks of it; null when none does.',
    }),
    regulations: t.expose('regulations', { type: [Regulation], description: 'The law of the place and day; empty where none is known.' }),
    findings: t.expose('findings', { type: [ConsentFinding], description: 'What is odd about the evidence; empty when nothing is.' }),
  }),
});
