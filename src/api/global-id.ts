import { badUserInput } from './api-error.ts';

/** The types that can be found by a global id. */
export const NODE_TYPES = [
  'PlaybackEvent',
  'PlaybackSession',
  'Viewer',
  'Device',
  'Content',
  'Region',
  'RiskAssessment',
  'RiskAlert',
  'Rule',
  'AnomalyModel',
  'PrivacyRequest',
  'ApiKey',
] as const;

/** An opaque id that is unique over all types: base64url of `Type:id`. */
export const encodeGlobalId = (typename: string, id: string | number | bigint): string =>
  Buffer.from(`${typename}:${id}`).toString('base64url');

/** Reads a global id back; throws BAD_USER_INPUT for a text that is none. */
export const decodeGlobalId = (globalId: string): { typename: string; id: string } => {
  const text = Buffer.from(globalId, 'base64url').toString();
  const colon = text.indexOf(':');
  const typename = NODE_TYPES.find((type) => type === text.slice(0, colon));
  const id = text.slice(colon + 1);
  if (typename === undefined || id === '' || encodeGlobalId(typename, id) !== globalId)
    throw badUserInput('The id is not one of this API.');
  return { typename, id };
};
