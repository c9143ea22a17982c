/** A span in words: `15 min`, `1 h`, `90 s`. */
export const durationInWords = (durationMs: number): string => {
  if (durationMs % 3_600_000 === 0) return `${durationMs / 3_600_000} h`;
  if (durationMs % 60_000 === 0) return `${durationMs / 60_000} min`;
  return `${durationMs / 1000} s`;
};
