import { z } from 'zod';
import { REPEAT_AFTER_MS, type Rule } from '#scoring/rule.ts';

/** An event that names no viewer or no device cannot be held against the rules about them: a defect of the client (completeness, ISO/IEC 25012). */
export const missingIdentifier: Rule<Record<string, never>> = {
  key: 'missing-identifier',
  name: 'Missing identifier',
  description: 'An event without userId or without deviceId: rules about viewers or devices cannot see it.',
  category: 'DATA_QUALITY',
  subject: 'device',
  points: 15,
  parameters: z.strictObject({}),
  defaults: {},
  windowMs: () => null,
  repeatAfterMs: () => REPEAT_AFTER_MS,
  citations: [{ label: 'ISO/IEC 25012:2008, completeness of data', url: 'https://www.iso.org/standard/35736.html' }],
  check: ({ viewerId, deviceId }) => {
    if (viewerId !== null && deviceId !== null) return null;
    const missing = [viewerId === null ? 'userId' : [], deviceId === null ? 'deviceId' : []].flat().join(' and ');
    return {
      observed: `no ${missing}`,
      threshold: null,
      explanation: `The event names no ${missing}, so rules about viewers or devices cannot see it.`,
    };
  },
};
