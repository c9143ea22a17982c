import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { createExampleTabs, type ExampleCredentials } from '#http/example-tabs.ts';
import { openGraphiqlPage, type PageOptions, renderGraphiqlPage } from './graphiql-page.ts';

/** GraphiQL with examples: what is on a page, and its text. */
export type ExamplePage = {
  open(response: ServerResponse): Promise<PageOptions>;
  render(options: PageOptions): string;
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
export const createExamplePage = ({ now, credentials }: Parts): ExamplePage => {
  const exampleTabs = createExampleTabs();
  return {
    open: async (response) =>
      openGraphiqlPage(response, {
        title: 'Playguard',
        subscriptionsProtocol: 'SSE',
        method: 'POST',
        shouldPersistHeaders: credentials !== null,
        defaultTabs: exampleTabs(now(), credentials === null ? null : await credentials()),
      }),
    render: (options) => (credentials === null ? renderGraphiqlPage(options) : withFreshTabs(renderGraphiqlPage(options), options)),
  };
};

/** GraphiQL shows the tabs it kept of the visit before: when examples show other credentials now, it must forget them. */
const withFreshTabs = (page: string, { defaultTabs = [], nonce }: PageOptions): string => {
  const shown = defaultTabs.map(({ headers }) => headers).join();
  const mark = createHash('sha256').update(shown).digest('hex');
  const forget = `<script nonce="${nonce}">
    if (localStorage.getItem('playguard:tabs') !== '${mark}') localStorage.removeItem('graphiql:tabState');
    localStorage.setItem('playguard:tabs', '${mark}');
  </script>`;
  return page.replace(ROOT, () => `${forget}${ROOT}`);
};

const ROOT = '<div id="root"></div>';
