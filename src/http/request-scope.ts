import type { ServerResponse } from 'node:http';
import type { Principal } from '#access/principal.ts';

/** What the HTTP layer knows about a request besides its text. */
export type RequestScope = {
  readonly requestId: string;
  readonly response: ServerResponse;
  readonly principal: Principal;
  readonly address: string;
};
