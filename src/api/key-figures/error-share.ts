import { builder } from '#api/builder.ts';
import type { Parts } from '#store/statistics/statistics-reader.ts';
import { shareOf } from './shares-args.ts';

type ErrorShareShape = { readonly errorCode: string; readonly count: number; readonly share: number };

/** How many of the errors in a region are of one kind. */
export const ErrorShare = builder.objectRef<ErrorShareShape>('ErrorShare').implement({
  authScopes: { scope: 'STATS_READ' },
  description: 'How many of the errors in a region are of one kind.',
  fields: (t) => ({
    errorCode: t.exposeString('errorCode', { description: 'What failed, in the words of the player; empty for errors that do not say.' }),
    count: t.expose('count', { type: 'SafeInt', description: 'ERROR events of the region with this code.' }),
    share: t.exposeFloat('share', { description: 'ERROR events with this code / all ERROR events of the region, 0 to 1.' }),
  }),
});

/** Parts as shares of all errors. */
export const errorShares = ({ parts, events: all }: Parts): readonly ErrorShareShape[] =>
  parts.map(({ key, events }) => ({ errorCode: key, count: events, share: shareOf(events, all) }));
