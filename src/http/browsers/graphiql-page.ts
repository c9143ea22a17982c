import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { GraphiQLOptions } from 'graphql-yoga';
import { policyOf } from './security-headers.ts';

/** GraphiQL with the number that its scripts carry. */
export type PageOptions = GraphiQLOptions & { readonly nonce: string };

const NONCE_BYTES = 16;
/** The tags of scripts begin a line; what looks like one inside a script does not end it. */
const SCRIPT = /<script>\n/g;

/** Makes the policy of one page, which lets its own scripts run and no others, and answers what to render it with. */
export const openGraphiqlPage = (response: ServerResponse, options: GraphiQLOptions): PageOptions => {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  response.setHeader('content-security-policy', policyOf({ ...PAGE, 'script-src': `'nonce-${nonce}'` }));
  return { ...options, nonce };
};

/** The page as HTML. */
export const renderGraphiqlPage = ({ nonce, ...options }: PageOptions): string =>
  renderGraphiQL(options).replace(SCRIPT, `<script nonce="${nonce}">\n`);

/** The editor makes its styles as it goes, carries its pictures and fonts as data, and runs its language service beside the page. */
const PAGE = {
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self' data:",
  'worker-src': 'blob:',
} as const;
