import type { z } from 'zod';
import { failureShare, failureShareParameters } from '#scoring/failure-share.ts';
import type { Rule } from '#scoring/rule.ts';

/** A device on which playback keeps failing: 10 events and 50 % errors within 15 minutes. Raised once per device and window. The rule of the OTT compliance events pipeline v1. */
export const deviceErrorRate: Rule<z.infer<typeof failureShareParameters>> = {
  key: 'device-error-rate',
  name: 'Device failing',
  description: 'Events of a device within the window are errors to a share at or above the limit, once there are enough of them to tell.',
  category: 'DEVICE',
  subject: 'device',
  points: 65,
  parameters: failureShareParameters,
  defaults: { eventsMin: 10, shareMin: 0.5, windowMs: 900_000 },
  windowMs: ({ windowMs }) => windowMs,
  repeatAfterMs: ({ windowMs }) => windowMs,
  citations: [{ label: 'OTT compliance events pipeline v1, risk rules: device error rate', url: null }],
  check: ({ facts }, parameters) => failureShare(facts.device, 'the device', parameters),
};
