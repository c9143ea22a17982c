import type { IncomingMessage } from 'node:http';
import type { Site } from './site.ts';

/** Says whether a request comes from a page that may connect. */
export type OriginCheck = (request: Pick<IncomingMessage, 'headers'>) => boolean;

/** Takes requests of pages served here or named by the site, and those of no page at all: browsers always say where a page comes from. */
export const createOriginCheck = ({ publicUrl, corsOrigins }: Site): OriginCheck => {
  const origins = new Set([...(publicUrl === null ? [] : [new URL(publicUrl).origin]), ...corsOrigins]);
  return ({ headers: { origin, host } }) => {
    if (origin === undefined || origins.has(origin)) return true;
    return URL.canParse(origin) && new URL(origin).host === host;
  };
};
