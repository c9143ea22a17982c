import type { FollowAlertsSubscription, NewestAlertsQuery, PlaybackEventInput, SendEventsMutation } from './generated/graphql.ts';

/** One message of the subscription: an alert, a heartbeat, or a gap. */
export type AlertMessage = FollowAlertsSubscription['riskAlerts'];

/** Where to ask, and what to show: an API key with EVENTS_WRITE, EVENTS_READ and RISK_READ. */
export type Server = { readonly url: string; readonly apiKey: string };

/** What this program asks of Playguard. Any GraphQL client can answer it; see `urql.ts` and `apollo.ts`. */
export type Connection = {
  newestAlerts(): Promise<NewestAlertsQuery['riskAlerts']>;
  send(event: PlaybackEventInput): Promise<SendEventsMutation['ingestEvents']>;
  /** Calls `hear` with every message after the cursor, in order, until the answered function is called. */
  follow(after: string, hear: (message: AlertMessage) => void): () => void;
} & AsyncDisposable;
