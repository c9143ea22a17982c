import type { ConsentDecision, ConsentSignals } from '#domain/consent.ts';
import { AGE_BANDS } from '#domain/playback-event.ts';
import type { ConsentQuestion } from './decide-consent.ts';

/** Remembers decisions. Bounded in characters: when it is full it forgets all and begins again, which costs each question one decision. */
export const createDecisionCache = (): ((
  question: ConsentQuestion,
  decide: (question: ConsentQuestion) => ConsentDecision,
) => ConsentDecision) => {
  const byRegion = new Map<string, Map<number, Map<string, ConsentDecision>>>();
  let characters = 0;
  const remember = (question: ConsentQuestion, signals: string, decision: ConsentDecision): void => {
    characters += signals.length + DECISION_CHARACTERS;
    if (characters > DECISIONS_CHARACTERS_MAX) {
      byRegion.clear();
      characters = signals.length + DECISION_CHARACTERS;
    }
    const circumstances = childOf(byRegion, question.region);
    childOf(circumstances, circumstancesOf(question)).set(signals, decision);
  };
  return function decideOnce(question, decide) {
    const signals = signalsKey(question.signals);
    const known = byRegion.get(question.region)?.get(circumstancesOf(question))?.get(signals);
    if (known !== undefined) return known;
    const decision = decide(question);
    remember(question, signals, decision);
    return decision;
  };
};

const DAY_MS = 86_400_000;
/** Characters of signals and, as such, of decisions kept at hand: about 10,000 decisions with ordinary strings. */
const DECISIONS_CHARACTERS_MAX = 10_000_000;
const DECISION_CHARACTERS = 500;

/** Day, boolean and age as one number. */
const circumstancesOf = ({ on, hasConsent, ageBand }: ConsentQuestion): number => {
  const age = ageBand === null ? AGE_BANDS.length : AGE_BANDS.indexOf(ageBand);
  const answer = hasConsent === null ? 2 : Number(hasConsent);
  return (Math.floor(on.getTime() / DAY_MS) * 3 + answer) * (AGE_BANDS.length + 1) + age;
};

/**
 * What of the signals decides a purpose; consent to disclosure decides none. A TC string alone is its own key: joining
 * texts costs more than the rest of a hit.
 */
const signalsKey = (signals: ConsentSignals | null): string => {
  if (signals === null) return '';
  const { tcString, gppString, usPrivacy, gpc } = signals;
  if (tcString !== null && gppString === null && usPrivacy === null && gpc === null && tcString.charAt(0) === 'C') return tcString;
  return JSON.stringify([tcString, gppString, usPrivacy, gpc]);
};

const childOf = <K, C, D>(parent: Map<K, Map<C, D>>, key: K): Map<C, D> => {
  const child = parent.get(key) ?? new Map<C, D>();
  parent.set(key, child);
  return child;
};
