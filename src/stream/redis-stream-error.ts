import { StreamFull, StreamUnavailable } from './event-stream.ts';

/** What Redis' refusal means to a caller: no room in memory (OOM) or on disk (MISCONF), or not to be reached. */
export const toStreamError = (cause: unknown): StreamFull | StreamUnavailable => {
  const message = messageOf(cause);
  return NO_ROOM.test(message) ? new StreamFull(message, { cause }) : new StreamUnavailable(message, { cause });
};

/** True when stream or group are gone: Redis came back without its data. */
export const isGroupMissing = (error: unknown): boolean => messageOf(error).startsWith('NOGROUP');

/** True when Redis answered and refused, false when the connection failed. */
export const isRefusal = (error: unknown): boolean => error instanceof Error && error.name === 'ReplyError';

const NO_ROOM = /^(OOM|MISCONF)\b/;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
