import type { ApiContext } from '#api/context.ts';

const audited = new WeakSet<ApiContext>();

/** Remembers that something of this request has told the audit of itself. */
export const markAudited = (context: ApiContext): void => void audited.add(context);

/** Whether something of this request has. */
export const wasAudited = (context: ApiContext): boolean => audited.has(context);
