import { graphql } from './graphql-request.ts';

/** The newest position of the alert log: what a dashboard subscribes after. */
export const headCursor = async (url: string): Promise<string> =>
  (await graphql<{ riskAlerts: { headCursor: string } }>(url, '{ riskAlerts(last: 1) { headCursor } }')).riskAlerts.headCursor;
