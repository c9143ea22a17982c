import type { SessionId } from '#store/sessions/session-reader.ts';

/** One text for what names a session. */
export const sessionKey = ({ source, sessionId }: SessionId): string => JSON.stringify([source, sessionId]);

/** What a text names, or null when it is not exactly what `sessionKey` writes. */
export const readSessionKey = (key: string): SessionId | null => {
  const [source, sessionId] = parsed(key);
  if (typeof source !== 'string' || typeof sessionId !== 'string') return null;
  const isStorable = [source, sessionId].every((text) => text.isWellFormed() && !text.includes('\0'));
  return isStorable && sessionKey({ source, sessionId }) === key ? { source, sessionId } : null;
};

const parsed = (key: string): readonly unknown[] => {
  try {
    const value: unknown = JSON.parse(key);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
};
