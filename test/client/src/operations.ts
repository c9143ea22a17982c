import { graphql } from './generated/gql.ts';

/** The newest alerts, and where to begin following what comes after them. */
export const NEWEST_ALERTS = graphql(`
  query NewestAlerts {
    riskAlerts(last: 5) {
      headCursor
      nodes {
        id
        title
        level
        raisedAt
      }
    }
  }
`);

/** Sends events: what is wrong with one is in `rejected`, what is wrong with the request in `errors`. */
export const SEND_EVENTS = graphql(`
  mutation SendEvents($input: IngestEventsInput!) {
    ingestEvents(input: $input) {
      acceptedCount
      rejected {
        eventId
        message
      }
      errors {
        __typename
        ... on UserError {
          message
        }
      }
    }
  }
`);

/** Alerts as they are raised, each message with the cursor to go on from. */
export const FOLLOW_ALERTS = graphql(`
  subscription FollowAlerts($after: Cursor) {
    riskAlerts(after: $after) {
      __typename
      ... on StreamMessage {
        cursor
      }
      ... on RiskAlertRaised {
        alert {
          id
          title
          level
          score
          event {
            eventId
          }
        }
      }
      ... on StreamGap {
        reason
      }
    }
  }
`);
