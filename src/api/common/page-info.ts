import { builder } from '#api/builder.ts';
import type { PageInfo as PageInfoShape } from './page.ts';

/** Where a page lies in its list. */
export const PageInfo = builder.objectRef<PageInfoShape>('PageInfo').implement({
  description: 'Where a page lies in its list.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', {
      description: 'True when items follow this page; when paging backwards, true whenever `before` was given.',
    }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', {
      description: 'True when items precede this page; when paging forwards, true whenever `after` was given.',
    }),
    startCursor: t.expose('startCursor', {
      type: 'Cursor',
      nullable: true,
      description: 'Cursor of the first item; null on an empty page.',
    }),
    endCursor: t.expose('endCursor', { type: 'Cursor', nullable: true, description: 'Cursor of the last item; null on an empty page.' }),
  }),
});
