import { badUserInput } from '#api/api-error.ts';
import { findRegion, type Region, regionHint } from '#domain/region.ts';

/** The region of a code; throws BAD_USER_INPUT, with what to write instead, for one that is none. */
export const knownRegion = (code: string): Region => {
  const region = findRegion(code);
  if (region !== null) return region;
  const hint = regionHint(code);
  throw badUserInput(`${JSON.stringify(code)} is not a region of ISO 3166${hint === null ? '.' : `: ${hint}.`}`);
};
