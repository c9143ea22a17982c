import { recount } from '#maintenance/recount.ts';
import { settingsOf } from './settings-of.ts';

/** Compares all statistics with a recount of the events, mends them if asked to, and says what was found; answers the exit code: 1 for differences that remain. */
export const recountToTerminal = async (
  env: Readonly<Record<string, string | undefined>>,
  { isMending }: { readonly isMending: boolean },
): Promise<number> => {
  const { events, since, differenceCount, differences } = await recount(settingsOf(env), { isMending });
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
