/** A playback session is known by what its source calls it. */
export type SessionId = { readonly source: string; readonly sessionId: string };

/** What became of one session, from the events of it that are counted. */
export type StoredSession = SessionId & {
  readonly viewerId: string | null;
  readonly deviceId: string | null;
  readonly startedAt: Date;
  readonly lastEventAt: Date;
  /** When it said that it ended; null while it did not. */
  readonly endedAt: Date | null;
  readonly watchMs: number;
  readonly rebufferMs: number;
  readonly errorCount: number;
  readonly eventCount: number;
};

/** Newest first: by start, then source and id. */
export type SessionPosition = SessionId & { readonly startedAt: Date };

export type SessionReader = {
  /** In the order asked, null for what is not known (yet). */
  byIds(ids: readonly SessionId[]): Promise<readonly (StoredSession | null)[]>;
  /** Sessions called so, of all sources, newest first, at most 10. */
  named(sessionId: string): Promise<readonly StoredSession[]>;
  ofViewer(
    viewerId: string,
    page: { readonly after: SessionPosition | null; readonly limit: number },
  ): Promise<{ readonly sessions: readonly StoredSession[]; readonly hasMore: boolean }>;
};
