import { Command, InvalidArgumentError } from 'commander';
import { benchFanOut, type FanOutOptions } from './fanout/fan-out-command.ts';
import { benchIngest, type IngestOptions } from './ingest/ingest-command.ts';
import { benchQuery, type QueryOptions } from './query/query-command.ts';
import { benchScoring, type ScoringOptions } from './scoring/scoring-command.ts';
import { runWithCleanUp } from './support/run-with-clean-up.ts';

const wholeNumber = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('a whole number from 1 is needed');
  return value;
};

const program = new Command('bench')
  .description('Measures Playguard on this machine, beside what it is compared with.')
  .action(() => program.help());

program
  .command('ingest')
  .description('the whole path in server mode beside the floor: the least any correct pipeline must do')
  .option('--events <n>', 'events of one measurement, after the warm-up', wholeNumber, 200_000)
  .option('--runs <n>', 'how often to measure both in turn; the figures are medians', wholeNumber, 1)
  .option('--json', 'end with one JSON object', false)
  .option('--profile', 'also say where api and worker spent their time (slower; profiles stay in .tmp)', false)
  .action((options: IngestOptions) => runWithCleanUp((stack) => benchIngest(options, stack)));

program
  .command('fanout')
  .description('delivered messages beside a plain WebSocket broadcast and beside Yoga with its own pub/sub')
  .option('--subscribers <n>', 'subscribers on one subscription (default: 1,000 and then 5,000)', wholeNumber)
  .option('--json', 'end with one JSON object, of the largest number of subscribers', false)
  .action((options: FanOutOptions) => runWithCleanUp((stack) => benchFanOut(options, stack)));

program
  .command('query')
  .description('ten published operations in server mode, where 100,000 events are stored and where many are')
  .option('--events <n>', 'events of the large database', wholeNumber, 5_000_000)
  .option('--requests <n>', 'measured requests of each operation and database, after the warm-up', wholeNumber, 200)
  .option('--json', 'end with one JSON object', false)
  .action((options: QueryOptions) => runWithCleanUp((stack) => benchQuery(options, stack)));

program
  .command('scoring')
  .description('what consent and rules cost a worker for each event, beside parsing it')
  .option('--events <n>', 'events measured, after the warm-up', wholeNumber, 100_000)
  .option('--json', 'end with one JSON object', false)
  .action((options: ScoringOptions) => benchScoring(options));

await program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
