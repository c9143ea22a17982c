import { builder } from '#api/builder.ts';
import type { Citation as CitationShape } from '#domain/risk.ts';

/** A place to look up what a statement rests on. */
export const Citation = builder.objectRef<CitationShape>('Citation').implement({
  authScopes: { isKnown: true },
  description: 'A place in a law, a guideline or a specification that a statement rests on.',
  fields: (t) => ({
    label: t.exposeString('label', { description: 'The place as people cite it.' }),
    url: t.expose('url', { type: 'URL', nullable: true, description: 'Where to read it; null when it is not published on the web.' }),
  }),
});
