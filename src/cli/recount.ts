import { readConfig } from '#config.ts';
import { recount } from '#maintenance.ts';
import { createLogger } from '#runtime/log.ts';

/** Compares all statistics with a recount of the events, mends them if asked to, and says what was found; answers the exit code: 1 for differences that remain. */
export const recountToTerminal = async (
  env: Readonly<Record<string, string | undefined>>,
  { isMending }: { readonly isMending: boolean },
): Promise<number> => {
  const config = readConfig(env);
  const log = createLogger({ level: config.log.level, isPretty: process.stderr.isTTY });
  const { events, since, differenceCount, differences } = await recount(config, log, { isMending });
  for (const { table, row, is, shouldBe } of differences) {
    process.stdout.write(`${table} ${row}: is ${is ?? 'missing'}, should be ${shouldBe ?? 'missing'}\n`);
  }
  const untold = differenceCount - differences.length;
  if (untold > 0) process.stdout.write(`and ${untold} more\n`);
  const outcome =
    differenceCount === 0 ? 'statistics equal a recount' : `${differenceCount} rows differed${isMending ? ' and are mended' : ''}`;
  process.stdout.write(`${events} events counted anew, compared since ${since.toISOString()}: ${outcome}\n`);
  return differenceCount === 0 || isMending ? 0 : 1;
};
