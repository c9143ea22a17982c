/** A server the tests may use; `stop` ends it when this run started it, and does nothing otherwise. */
export type Server = { readonly url: string; readonly stop: () => Promise<void> };
