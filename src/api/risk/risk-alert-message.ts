import type { FeedMessage } from '#alerts/alert-feed.ts';
import { builder } from '#api/builder.ts';
import { enumOf } from '#api/common/enum-of.ts';
import { RiskAlert } from '#api/type-refs.ts';
import { alertCursor } from '#domain/cursor.ts';

type Message<Kind extends FeedMessage['kind']> = Extract<FeedMessage, { kind: Kind }>;

const GapReason = enumOf<Message<'gap'>['reason']>('GapReason', 'Why alerts could not be delivered.', {
  RETENTION_EXCEEDED: 'They are older than what the alert log keeps.',
});

const StreamMessage = builder.interfaceRef<FeedMessage>('StreamMessage').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'What a resumable subscription sends.',
  fields: (t) => ({
    cursor: t.field({
      type: 'Cursor',
      description: 'Subscribe after this to go on where this message left off; it also passes alerts that the filter left out.',
      resolve: ({ position }) => alertCursor.encode(position),
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When the message was made (UTC); of an alert, when it was raised.' }),
  }),
});

const RiskAlertRaised = builder.objectRef<Message<'alert'>>('RiskAlertRaised').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'An alert was raised; `at` is when.',
  interfaces: [StreamMessage],
  fields: (t) => ({ alert: t.expose('alert', { type: RiskAlert, description: 'The alert that was raised.' }) }),
});

const StreamHeartbeat = builder.objectRef<Message<'heartbeat'>>('StreamHeartbeat').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'Sent after 15 seconds of silence, so that a dashboard can tell quiet from dead.',
  interfaces: [StreamMessage],
});

const StreamGap = builder.objectRef<Message<'gap'>>('StreamGap').implement({
  authScopes: { scope: 'RISK_READ' },
  description: 'Alerts that could not be delivered, never left out in silence. The subscription goes on after them.',
  interfaces: [StreamMessage],
  fields: (t) => ({
    from: t.field({
      type: 'Cursor',
      description: 'Place of the first alert that is missing.',
      resolve: ({ from }) => alertCursor.encode(from),
    }),
    to: t.field({ type: 'Cursor', description: 'Place of the last alert that is missing.', resolve: ({ to }) => alertCursor.encode(to) }),
    reason: t.expose('reason', { type: GapReason, description: 'Why they could not be delivered.' }),
  }),
});

const TYPES = { alert: RiskAlertRaised, heartbeat: StreamHeartbeat, gap: StreamGap } as const;

/** What the riskAlerts subscription sends. */
export const RiskAlertMessage = builder.unionType('RiskAlertMessage', {
  description: 'What the riskAlerts subscription sends.',
  types: [RiskAlertRaised, StreamHeartbeat, StreamGap],
  resolveType: ({ kind }) => TYPES[kind],
});
