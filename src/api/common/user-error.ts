import { builder } from '#api/builder.ts';

/** A problem the caller can fix. */
export const UserError = builder.interfaceRef<{ readonly message: string; readonly path: readonly string[] }>('UserError').implement({
  description: 'A problem the caller can fix. Every error in a payload is one.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What is wrong and what to do about it, for people.' }),
    path: t.exposeStringList('path', { description: 'Where in the input the problem is; empty when it is the request as a whole.' }),
  }),
});
