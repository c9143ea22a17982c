import type { PlaybackEvent } from '#domain/playback-event.ts';
import type { Regulation } from '#domain/risk.ts';
import type { LawEntry } from '#privacy/law/law-entry.ts';
import { regulationsIn } from '#privacy/law/regulations-in.ts';

/** Which of these regulations are in force where and when an event happened, each as it stood then. */
export const lawOf = (
  { region, occurredAt }: Pick<PlaybackEvent, 'region' | 'occurredAt'>,
  regulations: ReadonlySet<Regulation>,
): readonly LawEntry[] => regulationsIn(region, occurredAt).filter(({ regulation }) => regulations.has(regulation));
