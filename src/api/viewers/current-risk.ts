import type { RuleBook } from '#api/rule-book.ts';
import { WINDOW_MS_MAX } from '#domain/event-facts.ts';
import { SESSIONS_TOGETHER_MS } from '#domain/viewer-hour.ts';
import type { ViewerReader, ViewerRisk } from '#store/viewers/viewer-reader.ts';

/** How far back the risk of a viewer looks: the longest span over which a rule counts. */
export const RISK_WINDOW_MS = WINDOW_MS_MAX;

type Ports = { readonly viewers: ViewerReader; readonly rules: Pick<RuleBook, 'all'>; readonly now: () => Date };

/** What holds for viewers now; a session is in progress for as long as the rule on concurrent sessions says. */
export const currentRisk = ({ viewers, rules, now }: Ports, viewerIds: readonly string[]): Promise<readonly ViewerRisk[]> => {
  const before = (ms: number): Date => new Date(now().getTime() - ms);
  return viewers.risk(viewerIds, { from: before(RISK_WINDOW_MS), sessionsFrom: before(idleMs(rules)) });
};

const idleMs = (rules: Pick<RuleBook, 'all'>): number =>
  rules.all().find(({ key }) => key === 'concurrent-sessions')?.windowMs ?? SESSIONS_TOGETHER_MS;
