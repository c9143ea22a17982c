/** A server as the simulator talks to it. */
export type Endpoint = {
  /** The GraphQL endpoint. */
  readonly url: string;
  /** What it is asked with. */
  readonly apiKey: string;
};

/** The headers of every request. */
export const headersFor = ({ apiKey }: Endpoint): Readonly<Record<string, string>> => ({
  authorization: `Bearer ${apiKey}`,
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json',
});
