import type { SimulatedEvent } from '#simulator/simulated-event.ts';

/** One rule about one subject in one window: what should have been found, or was. */
export type Claim = { readonly rule: string; readonly subject: string; readonly from: string; readonly to: string };

/** What a rule is about, as `rules` tells it. */
export type RuleCategory = { readonly key: string; readonly category: string };

const MINUTE_MS = 60_000;
/** Alerts about titles and devices are raised once in this time, all others once a minute. */
const SHARED_WINDOW_MS = 15 * MINUTE_MS;

/** The claim that a rule fires in an event: about whom its category says, in the window in which one alert stands for all such events. */
export const claimOf = ({ key, category }: RuleCategory, event: SimulatedEvent): Claim => {
  const windowMs = category === 'CONTENT' || category === 'DEVICE' ? SHARED_WINDOW_MS : MINUTE_MS;
  const at = Date.parse(event.timestamp);
  const from = at - (at % windowMs);
  return {
    rule: key,
    subject: subjectOf(category, event),
    from: new Date(from).toISOString(),
    to: new Date(from + windowMs).toISOString(),
  };
};

/** Each claim once, however many events make it. */
export const distinct = (claims: readonly Claim[]): readonly Claim[] => [
  ...new Map(claims.map((claim) => [`${claim.rule}|${claim.subject}|${claim.from}`, claim])).values(),
];

const subjectOf = (category: string, { userId, deviceId, contentId }: SimulatedEvent): string => {
  if (category === 'CONTENT') return `title ${contentId ?? '-'}`;
  if (category === 'DEVICE') return `device ${deviceId ?? '-'}`;
  return userId === null || userId === undefined ? `device ${deviceId ?? '-'}` : `viewer ${userId}`;
};
