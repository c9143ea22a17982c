/** A stack for one part of the work: emptied with `outer` at the latest, so that an interrupted part leaves nothing behind. */
export const nestedStack = (outer: AsyncDisposableStack): AsyncDisposableStack => {
  const inner = new AsyncDisposableStack();
  outer.defer(() => inner.disposeAsync());
  return inner;
};
