import type { z } from 'zod';
import type { ConsentDecision } from '#domain/consent.ts';
import type { EventFacts } from '#domain/event-facts.ts';
import type { IdentifiedEvent } from '#domain/playback-event.ts';
import type { PrivacyPreferences } from '#domain/privacy-preferences.ts';
import type { Citation, Regulation, RiskCategory } from '#domain/risk.ts';
import type { CitedLaw } from '#privacy/law/law-entry.ts';
import type { AnomalyModel } from './anomaly/anomaly-model.ts';

/** What a rule is given: one event and what is known around it. Rules ask nobody and know no clock. */
export type RuleInput = IdentifiedEvent & {
  readonly facts: EventFacts;
  /** What was permitted for the event, and why. */
  readonly consent: ConsentDecision;
  /** What the viewer asked for; NO_PREFERENCES for an event that names nobody. */
  readonly preferences: PrivacyPreferences;
  /** What viewers usually do; null, or left out, while no model was trained. */
  readonly anomalyModel?: AnomalyModel | null;
};

/** What a rule saw when it fired. */
export type Sighting = {
  readonly observed: string;
  readonly threshold: string | null;
  /** One sentence an analyst can read: what happened, against which limit, over which span. */
  readonly explanation: string;
  /** What is in force in the region and on the day of the event and is not kept. */
  readonly law?: readonly CitedLaw[];
  /** For a rule that moves the points of a category: it adds (1) or takes away (-1) its own, at most as many as that category has so far. */
  readonly moves?: { readonly category: RiskCategory; readonly sign: -1 | 1 };
};

/** What a rule rests on; with `regulations`, where one of these is in force. */
export type RuleCitation = Citation & { readonly regulations?: readonly Regulation[] };

/** Who an alert led by the rule is about: its repeat window is kept per subject. */
export type RuleSubject = 'viewer' | 'device' | 'content';

/** One rule of the catalogue: its words, its weight and its check. `P` are its parameters. */
export type Rule<P> = {
  /** kebab-case, never reused. */
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly category: RiskCategory;
  readonly subject: RuleSubject;
  /** 0–100. */
  readonly points: number;
  readonly parameters: z.ZodType<P>;
  readonly defaults: P;
  /** How far back the rule looks; null for a rule that looks at the event alone. */
  readonly windowMs: (parameters: P) => number | null;
  /** Alerts led by the rule are raised once per subject and this span of event time; 0 = for every event. */
  readonly repeatAfterMs: (parameters: P) => number;
  readonly citations: readonly RuleCitation[];
  readonly check: (input: RuleInput, parameters: P) => Sighting | null;
};

/** How long one cause stays one alert, unless a rule says otherwise. */
export const REPEAT_AFTER_MS = 60_000;
