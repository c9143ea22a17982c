import { anomalousBehaviour } from './rules/anomalous-behaviour.ts';
import { authFailures } from './rules/auth-failures.ts';
import { childWithoutParentalConsent } from './rules/child-without-parental-consent.ts';
import { concurrentSessions } from './rules/concurrent-sessions.ts';
import { contentErrorRate } from './rules/content-error-rate.ts';
import { deletionRequestedIgnored } from './rules/deletion-requested-ignored.ts';
import { deviceErrorRate } from './rules/device-error-rate.ts';
import { doNotTrackIgnored } from './rules/do-not-track-ignored.ts';
import { euMissingConsent } from './rules/eu-missing-consent.ts';
import { highFrequency } from './rules/high-frequency.ts';
import { impossibleTravel } from './rules/impossible-travel.ts';
import { missingIdentifier } from './rules/missing-identifier.ts';
import { multiIp } from './rules/multi-ip.ts';
import { multiRegion } from './rules/multi-region.ts';
import { planAdjustment } from './rules/plan-adjustment.ts';
import { regionIpMismatch } from './rules/region-ip-mismatch.ts';
import { saleOptOutIgnored } from './rules/sale-opt-out-ignored.ts';
import { videoDisclosureWithoutConsent } from './rules/video-disclosure-without-consent.ts';
import { type CatalogueRule, inForce } from './rule-in-force.ts';

/** Every rule with its defaults, one a line; of equal findings the earlier one leads. A rule that moves the points of others stands last. */
export const CATALOGUE: readonly CatalogueRule[] = [
  inForce(deletionRequestedIgnored),
  inForce(doNotTrackIgnored),
  inForce(childWithoutParentalConsent),
  inForce(euMissingConsent),
  inForce(saleOptOutIgnored),
  inForce(videoDisclosureWithoutConsent),
  inForce(contentErrorRate),
  inForce(deviceErrorRate),
  inForce(authFailures),
  inForce(impossibleTravel),
  inForce(concurrentSessions),
  inForce(anomalousBehaviour),
  inForce(multiRegion),
  inForce(multiIp),
  inForce(regionIpMismatch),
  inForce(highFrequency),
  inForce(missingIdentifier),
  inForce(planAdjustment),
];
