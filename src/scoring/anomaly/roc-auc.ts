/**
 * The area under the ROC curve: how likely a random outlier scores above a random other point, ties counting half
 * (the Mann–Whitney U statistic). NaN unless there are both.
 */
export const rocAuc = (scores: ArrayLike<number>, isOutlier: readonly boolean[]): number => {
  const order = Uint32Array.from(isOutlier.keys()).toSorted((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  const outliers = isOutlier.filter(Boolean).length;
  let rankSum = 0;
  for (let from = 0; from < order.length;) {
    const to = endOfTie(scores, order, from);
    const meanRank = (from + 1 + to) / 2;
    for (const index of order.subarray(from, to)) if (isOutlier[index]) rankSum += meanRank;
    from = to;
  }
  return (rankSum - (outliers * (outliers + 1)) / 2) / (outliers * (isOutlier.length - outliers));
};

const endOfTie = (scores: ArrayLike<number>, order: Uint32Array, from: number): number => {
  let to = from + 1;
  while (to < order.length && scores[order[to] ?? 0] === scores[order[from] ?? 0]) to++;
  return to;
};
