import { badUserInput } from '#api/api-error.ts';
import { builder } from '#api/builder.ts';
import { findRegion, regionHint, regionsWithin } from '#domain/region.ts';
import { filterValues } from './filter-values.ts';

/** Conditions on a region as input. */
export const RegionFilter = builder.inputType('RegionFilter', {
  description: 'Matches a region that is in `in` or lies within one of `within`.',
  fields: (t) => ({
    in: t.field({ type: ['RegionCode'], description: 'Exactly these regions: NL matches NL alone.' }),
    within: t.field({
      type: ['RegionCode'],
      description: 'These regions and their parts: US matches US, US-CA, US-NY and every other part of the United States.',
    }),
  }),
});

type RegionFilterValue = { readonly in?: readonly string[] | null | undefined; readonly within?: readonly string[] | null | undefined };

/** The codes a filter stands for, undefined when it names none; throws BAD_USER_INPUT for a code that is no region. */
export const readRegions = (filter: RegionFilterValue | null | undefined): readonly string[] | undefined => {
  const exact = filterValues('region.in', filter?.in);
  const within = filterValues('region.within', filter?.within);
  if (exact === undefined && within === undefined) return undefined;
  return [...new Set([...(exact ?? []).map(known), ...(within ?? []).map(known).flatMap(partsOf)])];
};

const known = (code: string): string => {
  if (findRegion(code) !== null) return code;
  const hint = regionHint(code);
  throw badUserInput(`${JSON.stringify(code)} is not a region of ISO 3166${hint === null ? '.' : `: ${hint}.`}`);
};

const partsOf = (code: string): readonly string[] => {
  const parts = regionsWithin(code).map((region) => region.code);
  return parts.length === 0 ? [code] : parts;
};
