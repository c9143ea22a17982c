/** True when a condition lists no value at all, so that nothing can meet it and nobody need be asked. */
export const matchesNothing = (criteria: object): boolean =>
  Object.values(criteria).some((condition) => Array.isArray(condition) && condition.length === 0);
