/** Why nothing was changed of a key, and where in what was asked for the reason is. */
export type KeyFault = {
  readonly kind: 'NOT_FOUND' | 'INVALID_INPUT' | 'CONFLICT';
  readonly message: string;
  readonly path: readonly string[];
};

/** A value that cannot be taken. */
export const invalid = (name: string, message: string): KeyFault => ({ kind: 'INVALID_INPUT', message, path: [name] });

/** What is asked for is not possible for this key, or for this caller. */
export const conflict = (name: string, message: string): KeyFault => ({ kind: 'CONFLICT', message, path: [name] });

/** There is no such key. */
export const NO_SUCH_KEY: KeyFault = { kind: 'NOT_FOUND', message: 'There is no API key of this id; `apiKeys` lists them.', path: ['id'] };
