import { hash } from 'node:crypto';
import type { Activity } from '#domain/event-facts.ts';

/**
 * What a viewer is seen with in one event, as one text: region, IP prefix, country, session, device and title, '' for
 * what is absent. Most events of a viewer repeat the scene of the one before, so that one comparison does for all six.
 */
export type Scene = string;

/** The parts of a scene, in their order. */
export type ScenePart = 'region' | 'ipPrefix' | 'country' | 'session' | 'device' | 'title';

/** The scene of an activity. Devices and titles are only counted: 32 bits tell the few of one viewer apart. */
export const sceneOf = ({ region, ipPrefix, ipCountry, sessionId, deviceId, contentId }: Activity): Scene =>
  [
    region,
    ipPrefix ?? '',
    ipCountry ?? '',
    sessionId === null ? '' : shortened(sessionId),
    deviceId === null ? '' : deviceId.slice(-PSEUDONYM_CHARACTERS),
    contentId === null ? '' : digest(contentId),
  ].join(SEPARATOR);

/** One part of a scene; '' when it is absent. */
export const partOf = (scene: Scene, part: ScenePart): string => {
  let start = 0;
  for (let skipped = PLACES[part]; skipped > 0; skipped--) start = scene.indexOf(SEPARATOR, start) + 1;
  const end = scene.indexOf(SEPARATOR, start);
  return end < 0 ? scene.slice(start) : scene.slice(start, end);
};

/** The scene with nothing but its country, which is remembered longer than the rest; null without a country. */
export const countryScene = (scene: Scene): Scene | null => {
  const country = partOf(scene, 'country');
  return country === '' ? null : COUNTRY_BEFORE + country + COUNTRY_AFTER;
};

/** True for what `countryScene` makes: it alone has no region. */
export const isCountryScene = (scene: Scene): boolean => scene.startsWith(SEPARATOR);

/** The one character no text of an event may hold. */
const SEPARATOR = '\0';
const COUNTRY_BEFORE = SEPARATOR.repeat(2);
const COUNTRY_AFTER = SEPARATOR.repeat(3);
const PLACES: Readonly<Record<ScenePart, number>> = { region: 0, ipPrefix: 1, country: 2, session: 3, device: 4, title: 5 };

/** The pseudonym of a device is random to its last hexadecimal digit. */
const PSEUDONYM_CHARACTERS = 8;

/** FNV-1a, 32 bits. */
const digest = (id: string): string => {
  let sum = 0x811c_9dc5;
  for (let i = 0; i < id.length; i++) sum = Math.imul(sum ^ id.charCodeAt(i), 0x0100_0193);
  return (sum >>> 0).toString(36);
};

/** Ids of sessions are the client's own and may be of any length and hold anything. */
const SESSION_CHARACTERS_MAX = 80;
const shortened = (sessionId: string): string =>
  sessionId.length < SESSION_CHARACTERS_MAX && !sessionId.includes(SEPARATOR) ? sessionId : hash('sha256', sessionId, 'base64url');
