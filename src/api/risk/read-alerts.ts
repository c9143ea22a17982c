import type { ApiContext } from '#api/context.ts';
import { type PageArgs, readPage } from '#api/common/page-args.ts';
import { emptyPage, type Page, pageOf } from '#api/common/page.ts';
import { DEFAULT_RANGE_MS } from '#api/common/time-range.ts';
import type { AlertCondition, AlertField } from '#domain/conditions/alert-condition.ts';
import { all, EVERYTHING, NOTHING, range } from '#domain/conditions/condition.ts';
import { alertCursor } from '#domain/cursor.ts';
import type { RiskAlert } from '#domain/risk-alert.ts';
import { type AlertFilterValue, readAlertFilter } from './alert-filter.ts';

/** A page of alerts, and the newest position of the log from before the page was read: nothing falls between it and the page. */
export type AlertPage = Page<RiskAlert> & { readonly headCursor: string };

type AlertsArgs = PageArgs & { readonly filter?: AlertFilterValue | null | undefined };

/** A page of alerts, ascending by sequence, by default the last; without range or cursor, of the last 24 hours. */
export const readAlerts = async ({ ports }: ApiContext, args: AlertsArgs): Promise<AlertPage> => {
  const request = readPage(args, alertCursor, 'last');
  const asked = args.filter ? await readAlertFilter(ports, args.filter) : EVERYTHING;
  const hasCursor = request.after !== undefined || request.before !== undefined;
  const isOfAnyTime = hasCursor || args.filter?.range != null;
  const condition = all<AlertField>([isOfAnyTime ? EVERYTHING : lastDay(ports.now()), asked]);
  const headCursor = alertCursor.encode(await ports.alertLog.head());
  if (condition === NOTHING) return { ...emptyPage(request), headCursor };
  const { alerts, hasMore } = await ports.alertLog.page({ condition, ...request });
  const count = (limit: number) => ports.alertLog.count(condition, limit);
  return { ...pageOf({ items: alerts, hasMore, request, codec: alertCursor, positionOf, count }), headCursor };
};

const lastDay = (now: Date): AlertCondition => range('raisedAt', new Date(now.getTime() - DEFAULT_RANGE_MS), null);

const positionOf = ({ sequence }: RiskAlert): number => sequence;
