import type { ConsentSignals } from './consent.ts';
import { AGE_BANDS, DEVICE_TYPES, NETWORK_TYPES, PLAYBACK_EVENT_TYPES, type PlaybackEvent, SUBSCRIPTION_PLANS } from './playback-event.ts';

/** An event within a stream entry: values in this order; a new one is added at the end. */
export type WireEvent = readonly [
  eventId: string,
  eventType: PlaybackEvent['eventType'],
  occurredAt: number,
  deviceTime: number | null,
  userId: string | null,
  deviceId: string | null,
  contentId: string | null,
  sessionId: string | null,
  region: string,
  hasConsent: boolean | null,
  ipAddress: string | null,
  subscriptionPlan: PlaybackEvent['subscriptionPlan'],
  deviceType: PlaybackEvent['deviceType'],
  appVersion: string | null,
  networkType: PlaybackEvent['networkType'],
  ageBand: PlaybackEvent['ageBand'],
  errorCode: string | null,
  positionMs: number | null,
  durationMs: number | null,
  bitrateKbps: number | null,
  extraMetadata: PlaybackEvent['extraMetadata'],
  /** Absent in entries written before there was any. */
  consent?: WireConsent | null,
];

type WireConsent = readonly [
  tcString: string | null,
  gppString: string | null,
  usPrivacy: string | null,
  gpc: boolean | null,
  videoDisclosureConsentAt: number | null,
];

/** True when every value is of its kind: later steps trust that, so that one bad entry cannot fail them again and again. */
export const isWireEvent = (value: unknown): value is WireEvent =>
  Array.isArray(value) &&
  hasTexts(value) &&
  hasNumbers(value) &&
  hasWords(value) &&
  isBooleanOrNull(value[9]) &&
  isObjectOrNull(value[20]) &&
  isConsent(value[21]);

/** The values of an event. */
export const toWire = (event: PlaybackEvent): WireEvent => [
  event.eventId,
  event.eventType,
  event.occurredAt.getTime(),
  event.deviceTime === null ? null : event.deviceTime.getTime(),
  event.userId,
  event.deviceId,
  event.contentId,
  event.sessionId,
  event.region,
  event.hasConsent,
  event.ipAddress,
  event.subscriptionPlan,
  event.deviceType,
  event.appVersion,
  event.networkType,
  event.ageBand,
  event.errorCode,
  event.positionMs,
  event.durationMs,
  event.bitrateKbps,
  event.extraMetadata,
  event.consent === null ? null : consentToWire(event.consent),
];

/** The event of values that are right; source and time of receipt are those of its batch. */
export const fromWire = (wire: WireEvent, source: string, receivedAt: Date): PlaybackEvent => ({
  eventId: wire[0],
  eventType: wire[1],
  occurredAt: new Date(wire[2]),
  deviceTime: wire[3] === null ? null : new Date(wire[3]),
  userId: wire[4],
  deviceId: wire[5],
  contentId: wire[6],
  sessionId: wire[7],
  region: wire[8],
  hasConsent: wire[9],
  ipAddress: wire[10],
  subscriptionPlan: wire[11],
  deviceType: wire[12],
  appVersion: wire[13],
  networkType: wire[14],
  ageBand: wire[15],
  errorCode: wire[16],
  positionMs: wire[17],
  durationMs: wire[18],
  bitrateKbps: wire[19],
  extraMetadata: wire[20],
  consent: consentFromWire(wire[21]),
  source,
  receivedAt,
});

const consentToWire = ({ tcString, gppString, usPrivacy, gpc, videoDisclosureConsentAt }: ConsentSignals): WireConsent => [
  tcString,
  gppString,
  usPrivacy,
  gpc,
  videoDisclosureConsentAt === null ? null : videoDisclosureConsentAt.getTime(),
];

const consentFromWire = (wire: WireConsent | null | undefined): ConsentSignals | null => {
  if (wire === null || wire === undefined) return null;
  const [tcString, gppString, usPrivacy, gpc, disclosureMs] = wire;
  return { tcString, gppString, usPrivacy, gpc, videoDisclosureConsentAt: disclosureMs === null ? null : new Date(disclosureMs) };
};

/** True for epoch milliseconds that a Date can hold. */
export const isWireTime = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) <= EPOCH_MS_MAX;

/** By ECMA-262: 100 million days. */
const EPOCH_MS_MAX = 8.64e15;

type Values = readonly unknown[];

const hasTexts = (values: Values): boolean =>
  typeof values[0] === 'string' &&
  isTextOrNull(values[4]) &&
  isTextOrNull(values[5]) &&
  isTextOrNull(values[6]) &&
  isTextOrNull(values[7]) &&
  isTextOrNull(values[10]) &&
  isTextOrNull(values[13]) &&
  isTextOrNull(values[16]);

const hasNumbers = (values: Values): boolean =>
  isWireTime(values[2]) &&
  (values[3] === null || isWireTime(values[3])) &&
  isNumberOrNull(values[17]) &&
  isNumberOrNull(values[18]) &&
  isNumberOrNull(values[19]);

const hasWords = (values: Values): boolean =>
  EVENT_TYPES.has(values[1]) &&
  isRegion(values[8]) &&
  PLANS.has(values[11]) &&
  DEVICES.has(values[12]) &&
  NETWORKS.has(values[14]) &&
  AGES.has(values[15]);

const isConsent = (value: unknown): boolean => {
  if (value === null || value === undefined) return true;
  if (!Array.isArray(value)) return false;
  const [tcString, gppString, usPrivacy, gpc, disclosureMs]: Values = value;
  return (
    [tcString, gppString, usPrivacy].every(isTextOrNull) && isBooleanOrNull(gpc) && (disclosureMs === null || isWireTime(disclosureMs))
  );
};

const isTextOrNull = (value: unknown): boolean => typeof value === 'string' || value === null;
const isNumberOrNull = (value: unknown): boolean => typeof value === 'number' || value === null;
const isBooleanOrNull = (value: unknown): boolean => typeof value === 'boolean' || value === null;
const isObjectOrNull = (value: unknown): boolean => typeof value === 'object' && !Array.isArray(value);

/** ISO 3166-1 or -2 by its looks; which codes there are was the front door's question. */
const REGION = /^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/;
const isRegion = (value: unknown): boolean => typeof value === 'string' && REGION.test(value);

type Words = ReadonlySet<unknown>;
const EVENT_TYPES: Words = new Set(PLAYBACK_EVENT_TYPES);
const PLANS: Words = new Set([...SUBSCRIPTION_PLANS, null]);
const DEVICES: Words = new Set([...DEVICE_TYPES, null]);
const NETWORKS: Words = new Set([...NETWORK_TYPES, null]);
const AGES: Words = new Set([...AGE_BANDS, null]);
