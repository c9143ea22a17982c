import { createHash } from 'node:crypto';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { GraphiQLOptions } from 'graphql-yoga';
import { createExampleTabs, type ExampleCredentials } from './example-tabs.ts';

/** The page for browsers: what is on it, and its text. */
export type GraphiqlPage = {
  options(): Promise<GraphiQLOptions>;
  render(options?: GraphiQLOptions): string;
};

type Parts = {
  readonly now: () => Date;
  /** What the tabs show, asked for with each page; null where who opens the page has to show something of their own. */
  readonly credentials: (() => Promise<ExampleCredentials>) | null;
};

/**
 * GraphiQL with a tab for each published operation. Subscriptions go over server-sent events: they carry the headers of a tab, which a
 * WebSocket of a browser cannot. Headers that were typed in are not kept, unless who types them says so; those of examples are.
 */
export const createGraphiqlPage = ({ now, credentials }: Parts): GraphiqlPage => {
  const exampleTabs = createExampleTabs();
  return {
    options: async () => ({
      title: 'Playguard',
      subscriptionsProtocol: 'SSE',
      method: 'POST',
      shouldPersistHeaders: credentials !== null,
      defaultTabs: exampleTabs(now(), credentials === null ? null : await credentials()),
    }),
    render: (options) => (credentials === null ? renderGraphiQL(options) : withFreshTabs(renderGraphiQL(options), options)),
  };
};

/** GraphiQL shows the tabs it kept of the visit before: when examples show other credentials now, it must forget them. */
const withFreshTabs = (page: string, options: GraphiQLOptions | undefined): string => {
  const shown = (options?.defaultTabs ?? []).map(({ headers }) => headers).join();
  const mark = createHash('sha256').update(shown).digest('hex');
  const forget = `<script>if (localStorage.getItem('playguard:tabs') !== '${mark}') { localStorage.removeItem('graphiql:tabState'); localStorage.setItem('playguard:tabs', '${mark}'); }</script>`;
  return page.replace('<div id="root"></div>', (root) => `${forget}${root}`);
};
