import { builder } from '#api/builder.ts';
import { pageArgs } from '#api/common/page-args.ts';
import { AlertFilter } from './alert-filter.ts';
import { followAlerts } from './follow-alerts.ts';
import { readAlerts } from './read-alerts.ts';
import { RiskAlertConnection } from './risk-alert-connection.ts';
import { RiskAlertMessage } from './risk-alert-message.ts';

builder.queryField('riskAlerts', (t) =>
  t.field({
    type: RiskAlertConnection,
    description:
      'The alert log, ascending by sequence; by default its last page, of the last 24 hours unless a range or a cursor says otherwise.',
    args: { ...pageArgs, filter: t.arg({ type: AlertFilter, description: 'Only alerts that meet all of these conditions.' }) },
    resolve: (_root, args, context) => readAlerts(context, args),
  }),
);

builder.subscriptionField('riskAlerts', (t) =>
  t.field({
    type: RiskAlertMessage,
    authScopes: { scope: 'RISK_READ' },
    description:
      'Alerts as they are raised: at least once, in order, resumable. Keep the cursor of every message and subscribe again after it. Pass `after` as a variable: subscriptions that differ in nothing else share their work.',
    args: {
      filter: t.arg({ type: AlertFilter, description: 'Only alerts that meet all of these conditions.' }),
      after: t.arg({
        type: 'Cursor',
        description:
          'Begin after this cursor, of the riskAlerts query (`headCursor`) or of an earlier message. Default: only what is raised from now on.',
      }),
    },
    subscribe: (_root, args, context) => followAlerts(context, args),
    resolve: (message) => message,
  }),
);
