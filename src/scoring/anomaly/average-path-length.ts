const EULER_MASCHERONI = 0.577_215_664_901_532_9;
/** From here on the harmonic number is told by its asymptotic series to all digits of a double. */
const SUMMED_BELOW = 64;

/** c(n): the mean path length of an unsuccessful search in a binary search tree of `n` points (Liu, Ting, Zhou 2008, equation 1). */
export const averagePathLength = (n: number): number => (n < 2 ? 0 : 2 * harmonic(n - 1) - (2 * (n - 1)) / n);

const harmonic = (n: number): number => {
  if (n >= SUMMED_BELOW) return Math.log(n) + EULER_MASCHERONI + 1 / (2 * n) - 1 / (12 * n ** 2) + 1 / (120 * n ** 4);
  let sum = 0;
  for (let i = n; i >= 1; i--) sum += 1 / i;
  return sum;
};
