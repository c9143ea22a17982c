import type { RuleInForce } from '#scoring/rule-in-force.ts';

/** A rule in words and numbers, without its check. Only its key is known when it has left the catalogue. */
export type RuleDescription = Pick<
  RuleInForce,
  'key' | 'name' | 'description' | 'mode' | 'points' | 'parameters' | 'version' | 'citations' | 'windowMs'
> & { readonly category: RuleInForce['category'] | null };
