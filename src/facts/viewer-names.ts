import { hash } from 'node:crypto';
import type { Activity } from '#domain/event-facts.ts';
import { NAME_CHARACTERS_MAX, NAME_KINDS } from './name-kind.ts';

const { region: REGION, ipPrefix: IP_PREFIX, country: COUNTRY, session: SESSION, device: DEVICE, title: TITLE } = NAME_KINDS;

/** What an activity shows a viewer with: names, each begun by the letter of its kind. */
export const viewerNames = ({ region, ipPrefix, ipCountry, sessionId, deviceId, contentId }: Activity): readonly string[] => {
  const names = [REGION.tag + region];
  if (ipPrefix !== null) names.push(IP_PREFIX.tag + ipPrefix);
  if (ipCountry !== null) names.push(COUNTRY.tag + ipCountry);
  if (sessionId !== null) names.push(SESSION.tag + shortened(sessionId));
  if (deviceId !== null) names.push(DEVICE.tag + digest(deviceId));
  if (contentId !== null) names.push(TITLE.tag + digest(contentId));
  return names;
};

/** Devices and titles are only counted, and every byte of a name costs time: FNV-1a, 32 bits, tells the few of one viewer apart. */
const digest = (id: string): string => {
  let sum = 0x811c_9dc5;
  for (let i = 0; i < id.length; i++) sum = Math.imul(sum ^ id.charCodeAt(i), 0x0100_0193);
  return (sum >>> 0).toString(36);
};

/** Ids of sessions are the client's own and may be of any length. */
const shortened = (sessionId: string): string =>
  sessionId.length < NAME_CHARACTERS_MAX ? sessionId : hash('sha256', sessionId, 'base64url');
