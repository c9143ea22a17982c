import type { ApiPorts } from '#api/context.ts';
import type { Selection } from '#store/statistics/statistics-reader.ts';
import { readWatermark } from './watermark.ts';

/** What statistics are about, and when they were asked for. */
export type StatisticsAnswer = Selection & {
  readonly asOf: Date;
  /** Read when first asked for, and once. */
  readonly watermark: () => Promise<Date>;
};

/** An answer as of now. */
export const statisticsAnswer = (ports: ApiPorts, selection: Selection): StatisticsAnswer => {
  const asOf = ports.now();
  let watermark: Promise<Date> | undefined;
  return { ...selection, asOf, watermark: () => (watermark ??= readWatermark(ports, asOf)) };
};
