import { type ExecutionArgs, validate } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** Keeps names nobody asked for out of messages ("Did you mean …?"): they would tell the schema to who may not read it. */
export const hideSuggestions = (): Plugin => ({
  onValidate: ({ setValidationFn }) =>
    setValidationFn((...[schema, document, rules, options]: Parameters<typeof validate>) =>
      validate(schema, document, rules, { ...options, hideSuggestions: true }),
    ),
  onExecute: ({ executeFn, setExecuteFn }) => setExecuteFn((args: ExecutionArgs) => executeFn(withoutSuggestions(args))),
  onSubscribe: ({ subscribeFn, setSubscribeFn }) => setSubscribeFn((args: ExecutionArgs) => subscribeFn(withoutSuggestions(args))),
});

/** The operation, executed without suggestions. */
export const withoutSuggestions = <Args extends ExecutionArgs>(args: Args): Args => ({ ...args, hideSuggestions: true });
