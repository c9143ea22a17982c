import type { Fault } from './fault.ts';
import { type EventTimeLimits, SKEW_MS_MAX } from '#ingest/ingest-limits.ts';
import type { RejectionReason } from '#ingest/ingest-service.ts';
import { parseInstant } from './parse-instant.ts';
import type { Reception } from './reception.ts';

/** When an event happened, in epoch milliseconds: by the server's clock, and what the device said. */
export type EventTime = { readonly kind: 'time'; readonly occurredAtMs: number; readonly deviceTimeMs: number };

/** Corrects an event's time by its sender's skew and holds it against the limits. */
export const judgeTime = (
  timestamp: string,
  reception: Reception,
  limits: EventTimeLimits,
): EventTime | { kind: 'fault'; fault: Fault } => {
  const deviceTimeMs = parseInstant(timestamp);
  if (deviceTimeMs === null) return fault('INVALID', 'timestamp is not an RFC 3339 time with offset; send e.g. 2026-01-02T12:34:56.789Z');
  if (Math.abs(reception.skewMs) > SKEW_MS_MAX) return fault('CLOCK_UNUSABLE', clockMessage(reception.skewMs));
  const occurredAtMs = deviceTimeMs + reception.skewMs;
  const ageMs = reception.receivedAtMs - occurredAtMs;
  if (ageMs > limits.eventAgeMsMax) {
    return fault('TOO_OLD', `timestamp is more than ${spell(limits.eventAgeMsMax)} in the past; send events while they are fresh`);
  }
  if (-ageMs > limits.eventFutureMsMax) {
    return fault('IN_THE_FUTURE', `timestamp is more than ${spell(limits.eventFutureMsMax)} in the future; set the clock, or send sentAt`);
  }
  return { kind: 'time', occurredAtMs, deviceTimeMs };
};

const clockMessage = (skewMs: number): string =>
  `the device clock is ${spell(Math.abs(skewMs))} ${skewMs > 0 ? 'behind' : 'ahead'}; at most ${spell(SKEW_MS_MAX)} are corrected: set the clock`;

const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
] as const;

/** A span in its greatest whole unit: `30 d`, `5 min`. */
const spell = (spanMs: number): string => {
  const [unitMs, unit] = UNITS.find(([ms]) => spanMs >= ms) ?? [1, 'ms'];
  return `${Math.floor(spanMs / unitMs)} ${unit}`;
};

const fault = (reason: RejectionReason, message: string): { kind: 'fault'; fault: Fault } => ({
  kind: 'fault',
  fault: { reason, field: 'timestamp', message },
});
