import type { ServerResponse } from 'node:http';

/** What the HTTP layer knows about a request besides its text. */
export type RequestScope = { readonly requestId: string; readonly response: ServerResponse };
