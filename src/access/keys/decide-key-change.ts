import type { Scope } from '#domain/scope.ts';
import type { ApiKey, ApiKeyChange } from '#store/access/api-key-repository.ts';
import { hashSecret } from '#access/secret-hash.ts';
import { renewedSecret } from './api-key-secret.ts';
import { conflict, invalid, type KeyFault } from './key-fault.ts';
import { faultsOfKey } from './key-faults.ts';
import type { NewApiKey } from './new-api-key.ts';

/** Who changes a key: nobody can give away more than they have, nor lock themselves out. */
export type KeyHolder = {
  /** The key they are calling with; null for people and the command line. */
  readonly keyId: string | null;
  readonly scopes: ReadonlySet<Scope>;
  /** When the key they are calling with ends; null when it does not, for people and the command line. */
  readonly expiresAt: Date | null;
};

export type Refusal = { readonly kind: 'REFUSED'; readonly faults: readonly KeyFault[] };

/** What is done to a key, with its new secret if it gets one; or why nothing is. */
export type KeyDecision = { readonly kind: 'CHANGE'; readonly change: ApiKeyChange; readonly secret: string | null } | Refusal;

/** What may be changed of a key; events are booked on its source, so that stays. */
export type WantedChange = Partial<Omit<NewApiKey, 'source'>>;

/** How long both secrets of a key may be taken. */
const OVERLAP_MS_MAX = 30 * 86_400_000;

/** Everything that is wrong with a key somebody wants to make. */
export const faultsOfNewKey = (holder: KeyHolder, wanted: NewApiKey, now: Date): readonly KeyFault[] => [
  ...faultsOfKey(wanted, now),
  ...grantFaults(holder, wanted.scopes),
  ...lifeFaults(holder, wanted.expiresAt),
];

export const decideUpdate = (holder: KeyHolder, wanted: WantedChange, now: Date): KeyDecision => {
  const faults = [...faultsOfKey(wanted, now), ...grantFaults(holder, wanted.scopes ?? []), ...lifeFaults(holder, wanted.expiresAt)];
  return faults.length > 0
    ? refused(...faults)
    : changed(wanted.scopes === undefined ? wanted : { ...wanted, scopes: [...new Set(wanted.scopes)] });
};

/** Whoever is told the new secret can do what the key can. */
export const decideRotation = (
  key: ApiKey,
  { scopes }: KeyHolder,
  { overlapMs, now }: { readonly overlapMs: number; readonly now: Date },
): KeyDecision => {
  if (!(overlapMs >= 0 && overlapMs <= OVERLAP_MS_MAX))
    return refused(invalid('overlap', 'Both secrets are taken for a duration of PT0S to P30D, e.g. PT24H.'));
  const lacking = key.scopes.filter((scope) => !scopes.has(scope));
  if (lacking.length > 0) return refused(conflict('id', `The new secret would let you do what you may not: ${lacking.join(', ')}.`));
  const text = renewedSecret(key.prefix);
  const former = { formerHash: key.secretHash, formerUntil: new Date(now.getTime() + overlapMs) };
  return changed({ secretHash: hashSecret(text), ...former }, text);
};

export const decideEnabled = ({ keyId }: ApiKey, holder: KeyHolder, isEnabled: boolean): KeyDecision =>
  !isEnabled && holder.keyId === keyId ? refused(ownKey('disable')) : changed({ isEnabled });

/** Null when the key may go. */
export const faultOfRemoval = (keyId: string, holder: KeyHolder): KeyFault | null => (holder.keyId === keyId ? ownKey('delete') : null);

export const refused = (...faults: readonly KeyFault[]): Refusal => ({ kind: 'REFUSED', faults });

const changed = (change: ApiKeyChange, secret: string | null = null): KeyDecision => ({ kind: 'CHANGE', change, secret });

const ownKey = (verb: string): KeyFault => conflict('id', `You are calling with this key: use another one, or sign in, to ${verb} it.`);

const lifeFaults = ({ expiresAt }: KeyHolder, wanted: Date | null | undefined): readonly KeyFault[] => {
  if (expiresAt === null || wanted === undefined || (wanted !== null && wanted <= expiresAt)) return [];
  return [conflict('expiresAt', 'A key cannot outlive the one you are calling with.')];
};

const grantFaults = ({ scopes }: KeyHolder, wanted: readonly Scope[]): readonly KeyFault[] => {
  const lacking = wanted.filter((scope) => !scopes.has(scope));
  return lacking.length === 0 ? [] : [conflict('scopes', `You cannot grant what you do not have: ${lacking.join(', ')}.`)];
};
