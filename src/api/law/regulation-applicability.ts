import { builder } from '#api/builder.ts';
import { enumOf } from '#api/common/enum-of.ts';
import { Citation } from '#api/risk/citation.ts';
import { Regulation } from '#api/risk/regulation.ts';
import type {
  ConsentModel as Model,
  Obligation as ObligationShape,
  ObligationKind as Kind,
  RegulationApplicability as RegulationApplicabilityShape,
} from '#domain/law.ts';

const ConsentModel = enumOf<Model>('ConsentModel', 'How a law sees the use of data.', {
  OPT_IN: 'Not without consent.',
  OPT_OUT: 'Until the person refuses.',
  DISCLOSURE_CONSENT: 'Each disclosure needs consent of its own.',
  PARENTAL_CONSENT: 'A parent consents for a child.',
  PROHIBITION: 'Never, for the persons it protects.',
  LEGAL_BASIS: 'On any of several legal bases, consent being one.',
});

const ObligationKind = enumOf<Kind>('ObligationKind', 'What a law asks for within a time.', {
  ACCESS_RESPONSE: 'To answer a request for access.',
  ERASURE_RESPONSE: 'To answer a request for erasure.',
  OPT_OUT_RESPONSE: 'To act on an opt-out.',
  BREACH_NOTIFICATION: 'To notify the authority of a breach.',
  DESTROY_VIEWING_RECORDS: 'To destroy records of what was watched once they are not needed.',
  RETENTION_LIMIT: 'To keep data no longer than is needed.',
});

const Obligation = builder.objectRef<ObligationShape>('Obligation').implement({
  authScopes: { isKnown: true },
  description: 'What a regulation asks for, and until when.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ObligationKind, description: 'What it asks for.' }),
    within: t.expose('within', {
      type: 'Duration',
      nullable: true,
      description: 'The time allowed; null when it is counted in business days, or not fixed.',
    }),
    businessDays: t.exposeInt('businessDays', {
      nullable: true,
      description: 'The time allowed in business days; null when it is not counted so.',
    }),
    citation: t.expose('citation', { type: Citation, description: 'Where to read it.' }),
  }),
});

/** That a regulation applies somewhere, and since when. */
export const RegulationApplicability = builder.objectRef<RegulationApplicabilityShape>('RegulationApplicability').implement({
  authScopes: { isKnown: true },
  description: 'One regulation as it applies in a region over a span of days.',
  fields: (t) => ({
    regulation: t.expose('regulation', { type: Regulation, description: 'The regulation that applies.' }),
    consentModel: t.expose('consentModel', { type: ConsentModel, description: 'How it sees the use of data.' }),
    effectiveFrom: t.expose('effectiveFrom', { type: 'Date', description: 'Its first day there, in this form.' }),
    effectiveTo: t.expose('effectiveTo', { type: 'Date', nullable: true, description: 'Its last day in this form; null while it stands.' }),
    obligations: t.expose('obligations', {
      type: [Obligation],
      description: 'What it asks for within a time; empty when nothing is known.',
    }),
    citations: t.expose('citations', { type: [Citation], description: 'Where to read it.' }),
    version: t.exposeString('version', { description: 'Names this entry of the law data; a changed entry has another.' }),
  }),
});
