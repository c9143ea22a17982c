import type { EventFacts } from '#domain/event-facts.ts';
import type { IdentifiedEvent } from '#domain/playback-event.ts';
import { NO_PREFERENCES, type PrivacyPreferences } from '#domain/privacy-preferences.ts';
import { consentOfEvent } from '#privacy/consent/consent-of-event.ts';
import type { RuleInput } from '#scoring/rule.ts';
import { anIdentifiedEvent } from './builders.ts';
import { someFacts } from './facts.ts';

type Known = {
  readonly identified?: IdentifiedEvent;
  readonly facts?: Partial<EventFacts>;
  readonly preferences?: Partial<PrivacyPreferences>;
};

/** What a rule is given: of a harmless event unless told otherwise, its consent decided as it is for a stored one. */
export const aRuleInput = ({ identified = anIdentifiedEvent(), facts = {}, preferences = {} }: Known = {}): RuleInput => ({
  ...identified,
  facts: someFacts(facts),
  consent: consentOfEvent(identified.event, identified.event.consent),
  preferences: { ...NO_PREFERENCES, ...preferences },
});
