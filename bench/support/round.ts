/** `value` with `digits` decimals, as a number; null when it is none. */
export const round = (value: number, digits: number): number | null => (Number.isFinite(value) ? Number(value.toFixed(digits)) : null);
