import { Argument, Command, CommanderError, Option } from 'commander';
import { ROLES, type Role } from '#app.ts';
import { RULE_PRESET_NAMES, type RulePresetName } from '#domain/rule-setting.ts';
import { SettingFault } from '#runtime/setting-fault.ts';
import { benchmarkAnomaly } from './anomaly-benchmark.ts';
import { applyLevels } from './apply-levels.ts';
import { applyPreset } from './apply-preset.ts';
import { keysCommand } from './keys/keys-command.ts';
import { migrate } from './migrate.ts';
import { checkSchemaFile, writeSchemaFile } from './schema-file.ts';
import { recountToTerminal } from './recount.ts';
import { LAW_TABLE } from './law-table.ts';
import { type ReadmeTable, writeReadmeTable } from './readme-table.ts';
import { rotateIdentityKeyToTerminal } from './rotate-identity-key.ts';
import { RULE_TABLE } from './rule-table.ts';
import { serve } from './serve.ts';
import { type SimulateOptions, simulateToTerminal } from './simulate-to-terminal.ts';
import { usersCommand } from './users/users-command.ts';
import { verifyToTerminal } from './verify-to-terminal.ts';
import { wholeNumber } from './whole-number.ts';

/** What a process is given: its arguments and its environment. */
export type Invocation = { readonly argv: readonly string[]; readonly env: Readonly<Record<string, string | undefined>> };

/** Runs one `playguard` command to its end; answers the exit code: 0 done, 1 failed, 2 called wrongly. */
export const runPlayguard = async ({ argv, env }: Invocation): Promise<number> => {
  let exitCode = 0;
  const program = new Command('playguard')
    .description('Playback telemetry and privacy risk over GraphQL')
    .exitOverride()
    .addCommand(serveCommand(env))
    .addCommand(migrateCommand(env))
    .addCommand(verifyCommand(env, (code) => (exitCode = code)))
    .addCommand(rebuildCommand(env, (code) => (exitCode = code)))
    .addCommand(usersCommand(env))
    .addCommand(keysCommand(env, (code) => (exitCode = code)))
    .addCommand(rulesCommand(env, (code) => (exitCode = code)))
    .addCommand(identityCommand(env))
    .addCommand(lawCommand((code) => (exitCode = code)))
    .addCommand(simulateCommand((code) => (exitCode = code)))
    .addCommand(anomalyCommand((code) => (exitCode = code)))
    .addCommand(schemaCommand((code) => (exitCode = code)));
  inheritSettings(program);
  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    return explain(error);
  }
};

/** Commander gives what is added ready-made no settings of its parent: without them it would end the process by itself, with 1. */
const inheritSettings = (command: Command): void => {
  for (const child of command.commands) inheritSettings(child.copyInheritedSettings(command));
};

type Environment = Invocation['env'];

const serveCommand = (env: Environment): Command =>
  new Command('serve')
    .description('serve GraphQL at /graphql and process events, until SIGTERM or Ctrl-C')
    .addOption(
      new Option('--role <role>', 'what this process does; api and worker need DATABASE_URL and REDIS_URL').choices(ROLES).default('all'),
    )
    .option('--demo', 'simulated viewers send traffic through the public API', false)
    .action(({ role, demo }: { role: Role; demo: boolean }) => serve({ env, role, isDemo: demo }));

const migrateCommand = (env: Environment): Command =>
  new Command('migrate').description('bring the database up to date, once before a new version serves').action(() => migrate(env));

const verifyCommand = (env: Environment, exit: (code: number) => void): Command =>
  new Command('verify')
    .description('compare all statistics with a recount of the stored events, both ways: exit code 1 on a difference')
    .action(async () => exit(await recountToTerminal(env, { isMending: false })));

const rebuildCommand = (env: Environment, exit: (code: number) => void): Command =>
  new Command('rebuild')
    .description('put a recount of the stored events in the place of statistics that differ, while traffic flows')
    .action(async () => exit(await recountToTerminal(env, { isMending: true })));

const rulesCommand = (env: Environment, exit: (code: number) => void): Command =>
  new Command('rules')
    .description('rules as data')
    .addCommand(presetCommand(env))
    .addCommand(levelsCommand(env, exit))
    .addCommand(tableCommand(RULE_TABLE, exit));

const identityCommand = (env: Environment): Command =>
  new Command('identity')
    .description('the key that personal data is kept with')
    .addCommand(
      new Command('rotate')
        .description(
          'put IDENTITY_KEY_NEXT in the place of IDENTITY_KEY while traffic flows; every process must have been started with both',
        )
        .action(() => rotateIdentityKeyToTerminal(env)),
    );

const lawCommand = (exit: (code: number) => void): Command =>
  new Command('law').description('law as data').addCommand(tableCommand(LAW_TABLE, exit));

const tableCommand = (table: ReadmeTable, exit: (code: number) => void): Command =>
  new Command('table')
    .description(`write the table of ${table.name} into README.md`)
    .option('--check', 'only say whether it is up to date', false)
    .action(({ check }: { check: boolean }) => exit(writeReadmeTable(table, { isCheck: check })));

const presetCommand = (env: Environment): Command =>
  new Command('preset')
    .description('give every rule the settings of a preset; changes made before are replaced')
    .addArgument(new Argument('<name>', 'default, or the scale and limits of the older pipelines').choices(RULE_PRESET_NAMES))
    .action((name: RulePresetName) => applyPreset(env, name));

const levelsCommand = (env: Environment, exit: (code: number) => void): Command =>
  new Command('levels')
    .description('replace the scores at which levels begin; a preset sets its own again')
    .argument('<medium>', 'lowest score of MEDIUM', wholeNumber)
    .argument('<high>', 'lowest score of HIGH: from here on alerts are raised', wholeNumber)
    .argument('<critical>', 'lowest score of CRITICAL; above 100 there is none', wholeNumber)
    .action(async (medium: number, high: number, critical: number) => exit(await applyLevels(env, { medium, high, critical })));

const simulateCommand = (exit: (code: number) => void): Command =>
  new Command('simulate')
    .description('send seeded, realistic traffic through the public API')
    .option('--url <url>', 'GraphQL endpoint', 'http://127.0.0.1:4000/graphql')
    .addOption(new Option('--key <key>', 'API key with every scope that is needed').env('PLAYGUARD_API_KEY').makeOptionMandatory())
    .option('--events <count>', 'events to send', wholeNumber, 1_000)
    .option('--concurrency <count>', 'requests in flight', wholeNumber, 4)
    .option('--rate <perSecond>', 'events a second; as fast as the server takes them unless given', wholeNumber)
    .option('--seed <number>', 'the same seed tells the same story', wholeNumber, 1)
    .addOption(
      new Option('--verify', 'send stories whose findings are known instead, and compare: exit code 1 when a rule missed or invented one')
        .default(false)
        .conflicts(['events', 'concurrency', 'rate']),
    )
    .action(async (options: SimulateOptions & { readonly verify: boolean }) =>
      exit(options.verify ? await verifyToTerminal(options) : await simulateToTerminal(options)),
    );

const anomalyCommand = (exit: (code: number) => void): Command =>
  new Command('anomaly').description('the isolation forest that finds anomalous behaviour').addCommand(
    new Command('benchmark')
      .description('print as JSON how well it finds the outliers of labelled data: ROC AUC, mean over 5 seeds')
      .argument('<file...>', 'CSV with a header; the last column is the label, 1 for an outlier and 0 for the rest')
      .action(async (files: string[]) => exit(await benchmarkAnomaly(files))),
  );

const schemaCommand = (exit: (code: number) => void): Command =>
  new Command('schema')
    .description('write schema/schema.graphql from the code')
    .option('--check', 'only say whether the file is up to date and breaks nothing that was released', false)
    .action(({ check }: { check: boolean }) => exit(check ? checkSchemaFile() : writeSchemaFile()));

/** Commander has printed its own errors; help and version end with 0. */
const explain = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const isExpected = error instanceof SettingFault;
  process.stderr.write(
    `playguard: ${error instanceof Error ? (isExpected ? error.message : (error.stack ?? error.message)) : String(error)}\n`,
  );
  return 1;
};
