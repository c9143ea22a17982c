import { builder } from '#api/builder.ts';
import { isoDuration } from '#api/common/iso-duration.ts';
import { RiskLevel } from '#api/risk/risk-level.ts';
import { RISK_EVENTS_MAX, type ViewerRisk as Shape } from '#store/viewers/viewer-reader.ts';
import { RISK_WINDOW_MS } from './current-risk.ts';

/** What the latest events say of a viewer. */
export const ViewerRisk = builder.objectRef<Shape>('ViewerRisk').implement({
  authScopes: { scope: 'RISK_READ' },
  description: `What the events of the last hour say of a viewer, up to now. Beyond ${RISK_EVENTS_MAX} events only the newest are looked at.`,
  fields: (t) => ({
    score: t.exposeInt('score', { description: 'The highest score of an event of the window, 0 to 100; 0 without events.' }),
    level: t.expose('level', {
      type: RiskLevel,
      description: 'The level that event was given, of several with that score the newest; LOW without events.',
    }),
    distinctRegions: t.exposeInt('regions', { description: 'Regions the events of the window came from, parts of a country each.' }),
    distinctIpPrefixes: t.exposeInt('ipPrefixes', {
      description: 'Networks the events of the window came from: /24 of IPv4, /48 of IPv6; events without an address name none.',
    }),
    eventsInWindow: t.exposeInt('events', { description: `Events of the window, ${RISK_EVENTS_MAX} at most.` }),
    concurrentSessions: t.exposeInt('sessions', {
      description:
        'Sessions in progress now: seen within the idle time of the rule `concurrent-sessions` (5 minutes unless set otherwise) and not ended by STOP or LOGOUT.',
    }),
    window: t.field({
      type: 'Duration',
      description: 'How far back the figures look from now: the longest span over which a rule counts.',
      resolve: () => isoDuration(RISK_WINDOW_MS),
    }),
  }),
});
