import { builder } from '#api/builder.ts';
import { RegulationApplicability } from '#api/law/regulation-applicability.ts';
import { Region } from '#api/type-refs.ts';
import { findRegion, type Region as RegionShape } from '#domain/region.ts';
import { isEea } from '#privacy/eu-member-states.ts';
import { regulationsIn } from '#privacy/law/regulations-in.ts';

builder.node(Region, {
  authScopes: { isKnown: true },
  description: 'A country or a part of one.',
  id: { resolve: ({ code }) => code },
  loadOne: (code) => findRegion(code),
  fields: (t) => ({
    code: t.expose('code', { type: 'RegionCode', description: 'ISO 3166-1 alpha-2 (NL) or ISO 3166-2 (US-CA).' }),
    name: t.exposeString('name', { description: 'Its name in English.' }),
    isEea: t.boolean({
      description: 'True for the European Union, Iceland, Liechtenstein and Norway, where GDPR and ePrivacy apply.',
      resolve: ({ code }) => isEea(code),
    }),
    regulations: t.field({
      type: [RegulationApplicability],
      description: 'The laws that apply there on a day, those of its country included; empty where none is known.',
      args: { on: t.arg({ type: 'Date', description: 'The day, in UTC; today when left out.' }) },
      resolve: ({ code }, { on }, { ports }) => regulationsIn(code, on ?? ports.now()),
    }),
  }),
});

/** The region of a stored code. A code that has since left ISO 3166 stands for itself. */
export const regionOf = (code: string): RegionShape => findRegion(code) ?? { code, name: code, countryCode: code.slice(0, 2) };
