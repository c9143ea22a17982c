import { badUserInput } from '#api/api-error.ts';
import { builder } from '#api/builder.ts';
import { Regulation } from '#api/risk/regulation.ts';
import { all, any, type Condition, EVERYTHING, oneOf, range } from '#domain/conditions/condition.ts';
import { findRegion, regionHint, regionsWithin } from '#domain/region.ts';
import type { Regulation as RegulationName } from '#domain/risk.ts';
import { type LawSpan, lawSpans } from '#privacy/law/law-spans.ts';
import { filterValues } from './filter-values.ts';

/** Conditions on a region as input. */
export const RegionFilter = builder.inputType('RegionFilter', {
  description:
    'Matches a region that is in `in` or lies within one of `within`, and that is regulated by one of `regulatedBy` when that is given too.',
  fields: (t) => ({
    in: t.field({ type: ['RegionCode'], description: 'Exactly these regions: NL matches NL alone.' }),
    within: t.field({
      type: ['RegionCode'],
      description: 'These regions and their parts: US matches US, US-CA, US-NY and every other part of the United States.',
    }),
    regulatedBy: t.field({
      type: [Regulation],
      description:
        'Regions in which one of these laws applies: in lists on the day of each event, in figures on the last day of their range. GDPR matches the whole European Economic Area.',
    }),
  }),
});

type RegionFilterValue = typeof RegionFilter.$inferInput | null | undefined;

/** The condition of a filter on where and when something happened; throws BAD_USER_INPUT for a code that is no region. */
export const regionCondition = (filter: RegionFilterValue): Condition<'region' | 'country' | 'occurredAt'> => {
  const named = namedRegions(filter);
  const regulations = filterValues('region.regulatedBy', filter?.regulatedBy);
  return all([
    named === undefined ? EVERYTHING : oneOf('region', named),
    regulations === undefined ? EVERYTHING : any(lawSpans(regulations).map(spanCondition)),
  ]);
};

/**
 * The codes a filter stands for on a day, undefined when it names no region; throws BAD_USER_INPUT for a code that is no
 * region. For figures, whose regions do not change within their range.
 */
export const readRegions = (filter: RegionFilterValue, on: Date): readonly string[] | undefined => {
  const named = namedRegions(filter);
  const regulations = filterValues('region.regulatedBy', filter?.regulatedBy);
  if (regulations === undefined) return named;
  const regulated = new Set(regulatedRegions(regulations, on));
  return named === undefined ? [...regulated] : named.filter((code) => regulated.has(code));
};

const namedRegions = (filter: RegionFilterValue): readonly string[] | undefined => {
  const exact = filterValues('region.in', filter?.in);
  const within = filterValues('region.within', filter?.within);
  if (exact === undefined && within === undefined) return undefined;
  return [...new Set([...(exact ?? []).map(known), ...(within ?? []).map(known).flatMap(partsOf)])];
};

const spanCondition = ({ countries, parts, from, to }: LawSpan): Condition<'region' | 'country' | 'occurredAt'> =>
  all([any([oneOf('country', countries), oneOf('region', parts)]), range('occurredAt', from, to)]);

const regulatedRegions = (regulations: readonly RegulationName[], on: Date): readonly string[] =>
  lawSpans(regulations)
    .filter(({ from, to }) => from <= on && (to === null || on < to))
    .flatMap(({ countries, parts }) => [...countries.flatMap(partsOf), ...parts]);

const known = (code: string): string => {
  if (findRegion(code) !== null) return code;
  const hint = regionHint(code);
  throw badUserInput(`${JSON.stringify(code)} is not a region of ISO 3166${hint === null ? '.' : `: ${hint}.`}`);
};

const partsOf = (code: string): readonly string[] => {
  const parts = regionsWithin(code).map((region) => region.code);
  return parts.length === 0 ? [code] : parts;
};
