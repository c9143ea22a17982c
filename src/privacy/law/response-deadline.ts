import type { ObligationKind, Obligation } from '#domain/law.ts';
import type { PrivacyRequestKind } from '#domain/privacy-request.ts';
import type { Regulation } from '#domain/risk.ts';
import { regulationsIn } from './regulations-in.ts';

/** Until when a request must be answered, and which law says so; null where none that is known here does. */
export type ResponseDeadline = { readonly dueAt: Date; readonly regulation: Regulation | null };

/** What we hold ourselves to where no law sets a time. */
const DAYS_WITHOUT_LAW = 30;

/** The strictest time that the law of the region sets on the day of receipt. Months end on the same day of the month or, where there is none, on its last; business days are Mondays to Fridays, holidays included, since an answer may always come earlier. */
export const responseDeadline = (kind: PrivacyRequestKind, region: string, receivedAt: Date): ResponseDeadline => {
  const deadlines = regulationsIn(region, receivedAt).flatMap(({ regulation, obligations }) =>
    obligations
      .filter((obligation) => obligation.kind === OBLIGATIONS[kind])
      .map((obligation) => ({ regulation, dueAt: dueAt(obligation, receivedAt) })),
  );
  const [strictest] = deadlines.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  return strictest ?? { dueAt: new Date(receivedAt.getTime() + DAYS_WITHOUT_LAW * DAY_MS), regulation: null };
};

const OBLIGATIONS: Readonly<Record<PrivacyRequestKind, ObligationKind>> = {
  ACCESS: 'ACCESS_RESPONSE',
  ERASURE: 'ERASURE_RESPONSE',
  OPT_OUT: 'OPT_OUT_RESPONSE',
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The durations law is written in: months, days or hours. */
const DURATION = /^P(?:(?<months>\d+)M|(?<days>\d+)D|T(?<hours>\d+)H)$/;

const dueAt = ({ within, businessDays }: Obligation, receivedAt: Date): Date => {
  if (businessDays !== null) return afterBusinessDays(receivedAt, businessDays);
  const { months, days, hours } = DURATION.exec(within ?? '')?.groups ?? {};
  if (months !== undefined) return afterMonths(receivedAt, Number(months));
  if (days !== undefined) return new Date(receivedAt.getTime() + Number(days) * DAY_MS);
  if (hours !== undefined) return new Date(receivedAt.getTime() + Number(hours) * HOUR_MS);
  throw new RangeError(`${within} is no time of a law`);
};

const afterMonths = (from: Date, months: number): Date => {
  const lastOfMonth = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0)).getUTCDate();
  const due = new Date(from);
  due.setUTCMonth(from.getUTCMonth() + months, Math.min(from.getUTCDate(), lastOfMonth));
  return due;
};

const SUNDAY = 0;
const SATURDAY = 6;

const afterBusinessDays = (from: Date, days: number): Date => {
  const due = new Date(from);
  for (let left = days; left > 0;) {
    due.setUTCDate(due.getUTCDate() + 1);
    if (due.getUTCDay() !== SUNDAY && due.getUTCDay() !== SATURDAY) left -= 1;
  }
  return due;
};
