import { builder } from '#api/builder.ts';
import { Regulation } from '#api/risk/regulation.ts';
import { Region } from '#api/type-refs.ts';
import { findRegion, type Region as RegionShape } from '#domain/region.ts';
import type { Regulation as RegulationName } from '#domain/risk.ts';
import { LAW } from '#privacy/law/law.ts';
import { regulationsIn } from '#privacy/law/regulations-in.ts';
import { knownRegion } from './known-region.ts';

builder.queryFields((t) => ({
  region: t.field({
    type: Region,
    nullable: true,
    description: 'A country or a part of one. A code that is no region is an error that says what to write instead; never null today.',
    args: { code: t.arg({ type: 'RegionCode', required: true, description: 'NL or US-CA.' }) },
    resolve: (_root, { code }) => knownRegion(code),
  }),
  regions: t.field({
    type: [Region],
    description:
      'The countries, and the parts of countries with laws of their own, in which a known regulation applies today; at most a few hundred.',
    args: {
      regulatedBy: t.arg({ type: [Regulation], description: 'Only where one of these applies; any known regulation when left out.' }),
    },
    extensions: { items: REGULATED_REGIONS.length },
    resolve: (_root, { regulatedBy }, { ports }) => regionsRegulatedBy(regulatedBy ?? null, ports.now()),
  }),
}));

const regionsRegulatedBy = (regulations: readonly RegulationName[] | null, on: Date): readonly RegionShape[] =>
  REGULATED_REGIONS.filter(({ code }) =>
    regulationsIn(code, on).some(({ regulation }) => regulations === null || regulations.includes(regulation)),
  );

const REGULATED_REGIONS: readonly RegionShape[] = [...new Set(LAW.flatMap(({ regions }) => regions))]
  .toSorted()
  .flatMap((code) => findRegion(code) ?? []);
