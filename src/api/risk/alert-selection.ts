import { LRUCache } from 'lru-cache';
import type { FeedMessage } from '#alerts/alert-feed.ts';
import { filterValues } from '#api/common/filter-values.ts';
import { readPseudonyms } from '#api/common/read-pseudonyms.ts';
import type { ApiPorts } from '#api/context.ts';
import type { RiskAlert } from '#domain/risk-alert.ts';
import { type AlertFilterValue, readAlertFilter } from './alert-filter.ts';
import { alertMatcher } from './alert-matcher.ts';

/** Which alerts a subscription is about. */
export type AlertSelection = {
  readonly accepts: (alert: RiskAlert) => boolean;
  /** What to send for a message that was accepted, when that takes a look-up; rejects when the look-up fails. */
  readonly judge: ((message: FeedMessage) => Promise<FeedMessage>) | null;
};

type SelectionPorts = Pick<ApiPorts, 'subjects' | 'log'>;

/** Viewers remembered as none of those a subscription waits for. */
const STRANGERS_MAX = 1_000;

/**
 * The selection of a filter. A person whom the filter names and nobody has seen yet gets a pseudonym with the first event, perhaps
 * after the subscription began: the alert of a viewer not met before makes the names be looked up again, and passes as a
 * heartbeat when it is of somebody else.
 */
export const selectAlerts = async (ports: SelectionPorts, { userId, ...filter }: AlertFilterValue): Promise<AlertSelection> => {
  const { subjects } = ports;
  const matches = alertMatcher(await readAlertFilter({ subjects }, filter));
  const names = filterValues('userId', userId);
  if (names === undefined) return { accepts: matches, judge: null };
  const originals = [...new Set(names)];
  const wanted = new Set(await knownAlready(ports, originals));
  const strangers = new LRUCache<string, true>({ max: STRANGERS_MAX });
  const mayBeWanted = (viewerId: string): boolean => wanted.has(viewerId) || (wanted.size < originals.length && !strangers.has(viewerId));
  return {
    accepts: (alert) => alert.viewerId !== null && matches(alert) && mayBeWanted(alert.viewerId),
    async judge(message) {
      const viewerId = message.kind === 'alert' ? message.alert.viewerId : null;
      if (viewerId === null || wanted.has(viewerId)) return message;
      for (const id of (await readPseudonyms(subjects, 'VIEWER', originals)) ?? []) wanted.add(id);
      if (wanted.has(viewerId)) return message;
      strangers.set(viewerId, true);
      return { kind: 'heartbeat', position: message.position, at: message.at };
    },
  };
};

/** Whom the database cannot name now is looked up again with the first alert. */
const knownAlready = async ({ subjects, log }: SelectionPorts, originals: readonly string[]): Promise<readonly string[]> => {
  try {
    return (await readPseudonyms(subjects, 'VIEWER', originals)) ?? [];
  } catch (error) {
    log.warn({ err: error }, 'viewers cannot be looked up: a subscription begins without knowing them');
    return [];
  }
};
