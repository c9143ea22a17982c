import type { Reply, Request } from './child.ts';

/** What a bench script does for its parent, by name. */
export type Methods = Readonly<Record<string, (...values: never[]) => unknown>>;

/** Answers the parent's calls until the parent goes; then the process ends at once. */
export const serveParent = (methods: Methods): void => {
  process.on('message', (message) => void answer(methods, message as Request));
  process.on('disconnect', () => process.exit());
  process.on('SIGINT', () => undefined); // the parent decides when we end
};

const answer = async (methods: Methods, { id, method, values }: Request): Promise<void> => {
  const reply = await run(methods, method, values).then(
    (value): Reply => ({ id, value }),
    (error: unknown): Reply => ({ id, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
  process.send?.(reply);
};

const run = async (methods: Methods, name: string, values: readonly unknown[]): Promise<unknown> => {
  const method = methods[name];
  if (method === undefined) throw new Error(`no method ${name}`);
  return method(...(values as never[]));
};
