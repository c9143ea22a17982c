import { z } from 'zod';
import { type SubjectHistory, WINDOW_MS_MAX } from '#domain/event-facts.ts';
import { durationInWords } from './duration-in-words.ts';
import type { Sighting } from './rule.ts';

/** When a share of failures is worth a finding: enough events to tell, and a share from 0 to 1. */
export const failureShareParameters = z.strictObject({
  eventsMin: z.int().min(1),
  shareMin: z.number().gt(0).max(1),
  windowMs: z.int().min(60_000).max(WINDOW_MS_MAX),
});

/** What a rule about failing titles or devices saw: errors / events of the subject within the window. */
export const failureShare = (
  history: SubjectHistory | null,
  subject: string,
  { eventsMin, shareMin, windowMs }: z.infer<typeof failureShareParameters>,
): Sighting | null => {
  const events = history?.events(windowMs) ?? 0;
  if (history === null || events < eventsMin) return null;
  const errors = history.errors(windowMs);
  if (errors / events < shareMin) return null; // a product would miss 7 of 100 at 7 %
  return {
    observed: `${percent(errors / events)} of ${events} events`,
    threshold: `${percent(shareMin)} of at least ${eventsMin} events`,
    explanation: `${errors} of ${events} events of ${subject} within ${durationInWords(windowMs)} were errors, ${percent(shareMin)} or more.`,
  };
};

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
