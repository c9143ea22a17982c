import type { Fault } from './fault.ts';
import { METADATA_BYTES_MAX, METADATA_LEVELS_MAX } from '#ingest/ingest-limits.ts';
import { unstorableText } from './unstorable-text.ts';

/** What is wrong with an event's free properties, or null. */
export const metadataFault = (metadata: Readonly<Record<string, unknown>>): Fault | null => {
  const walk: Walk = { bytesMax: 0, fault: null };
  visit(metadata, 1, walk);
  if (walk.fault !== null) return walk.fault;
  if (walk.bytesMax <= METADATA_BYTES_MAX) return null;
  const bytes = Buffer.byteLength(JSON.stringify(metadata));
  if (bytes <= METADATA_BYTES_MAX) return null;
  return tooLarge(`extraMetadata has ${bytes} bytes; send at most ${METADATA_BYTES_MAX} (UTF-8, as JSON)`);
};

/** `bytesMax` is never less than the JSON's bytes, so that only what may be too large is written out to be measured. */
type Walk = { bytesMax: number; fault: Fault | null };

/** `\u001f`: the most one UTF-16 unit takes in JSON. */
const BYTES_PER_UNIT_MAX = 6;
const BYTES_PER_NUMBER_MAX = 25;

const visit = (value: unknown, level: number, walk: Walk): void => {
  if (typeof value === 'string') return visitText(value, walk);
  if (typeof value === 'object' && value !== null) return visitNested(value, level, walk);
  if (value !== null && typeof value !== 'number' && typeof value !== 'boolean') {
    walk.fault = invalid(`extraMetadata holds a ${typeof value}, which is not JSON; send JSON values only`);
  }
  walk.bytesMax += BYTES_PER_NUMBER_MAX;
};

const visitText = (text: string, walk: Walk): void => {
  walk.bytesMax += BYTES_PER_UNIT_MAX * text.length + 3;
  const problem = unstorableText(text);
  if (problem !== null) walk.fault = invalid(`extraMetadata ${problem}`);
};

const visitNested = (value: object, level: number, walk: Walk): void => {
  if (level > METADATA_LEVELS_MAX) {
    walk.fault = tooLarge(`extraMetadata is nested more than ${METADATA_LEVELS_MAX} levels deep; flatten it`);
    return;
  }
  walk.bytesMax += 3;
  for (const [key, child] of Object.entries(value)) {
    if (!Array.isArray(value)) visitText(key, walk);
    visit(child, level + 1, walk);
    if (walk.fault !== null) return;
  }
};

const invalid = (message: string): Fault => ({ reason: 'INVALID', field: 'extraMetadata', message });
const tooLarge = (message: string): Fault => ({ reason: 'TOO_LARGE', field: 'extraMetadata', message });
