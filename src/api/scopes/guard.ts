import type { Principal } from '#access/principal.ts';
import type { Scope } from '#domain/scope.ts';

/** What a caller needs: this scope, one of several, or only to be known. With none of them nobody gets in. */
export type Guard = { readonly scope?: Scope; readonly anyScope?: readonly Scope[]; readonly isKnown?: true };

/** Lets nobody in: what a type or field says nothing about. */
export const CLOSED: Guard = {};

/** The scopes of which a caller needs one; empty where none is asked for. */
export const scopesOf = ({ scope, anyScope = [] }: Guard): readonly Scope[] => (scope === undefined ? anyScope : [scope]);

/** Whether a caller passes. */
export const mayPass = ({ kind, scopes }: Principal, guard: Guard): boolean =>
  guard.isKnown === true ? kind !== 'ANONYMOUS' : scopesOf(guard).some((scope) => scopes.has(scope));

/** True when whoever passed `outer` passes `inner` as well. */
export const isImplied = (inner: Guard | null, outer: Guard | null): boolean => {
  if (inner === null) return true;
  if (outer === null) return false;
  if (inner.isKnown === true) return outer !== CLOSED;
  const enough = scopesOf(inner);
  const shown = scopesOf(outer);
  return shown.length > 0 && shown.every((scope) => enough.includes(scope));
};

/** What a caller needs, as the beginning of a sentence. */
export const sentenceOf = (guard: Guard): string => {
  const [first, ...others] = scopesOf(guard);
  if (first === undefined) return guard.isKnown === true ? 'Needs a credential' : 'Answers nobody';
  return others.length === 0 ? `Needs the scope ${first}` : `Needs one of the scopes ${[first, ...others].join(', ')}`;
};

/** What a type or field of Pothos was given as `authScopes`, null for nothing. */
export const guardOf = (options: unknown): Guard | null => {
  if (typeof options !== 'object' || options === null || !('authScopes' in options)) return null;
  return typeof options.authScopes === 'object' ? options.authScopes : null;
};
