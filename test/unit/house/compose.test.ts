import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

type Service = {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
};

const { services } = parse(await readFile(`${PROJECT}docker-compose.yml`, 'utf8'), { merge: true }) as {
  services: Readonly<Record<string, Service>>;
};
const dockerfile = await readFile(`${PROJECT}deploy/Dockerfile`, 'utf8');

describe('docker-compose.yml', () => {
  it('runs PostgreSQL, Redis, the migration, api and worker', () => {
    expect(Object.keys(services).toSorted()).toEqual(['api', 'migrate', 'postgres', 'redis', 'worker']);
  });

  it('lets Redis write to disk and never evict', () => {
    const command = services['redis']?.command?.join(' ');
    expect(command).toContain('--appendonly yes');
    expect(command).toContain('--maxmemory-policy noeviction');
  });

  it.each(['api', 'worker', 'postgres', 'redis'])('checks the health of %s', (name) => {
    expect(services[name]?.healthcheck?.test?.[0]).toBe('CMD');
  });

  it.each(['postgres', 'redis'])('keeps the data of %s in a named volume', (name) => {
    expect(services[name]?.volumes).toEqual([expect.stringMatching(new RegExp(`^${name}:/`))]);
  });

  it.each(['api', 'worker'])('starts %s after the migration', (name) => {
    expect(services[name]?.depends_on).toMatchObject({ migrate: { condition: 'service_completed_successfully' } });
    expect(services['migrate']?.depends_on).toMatchObject({ postgres: { condition: 'service_healthy' } });
  });

  it.each(['api', 'worker', 'migrate'])('refuses to start %s without secrets', (name) => {
    expect(services[name]?.environment?.['IDENTITY_KEY']).toMatch(/^\$\{IDENTITY_KEY:\?/);
    expect(services[name]?.environment?.['DATABASE_URL']).toContain('${POSTGRES_PASSWORD:?');
  });

  it('publishes nothing but on the loopback address', () => {
    const published = Object.values(services).flatMap(({ ports = [] }) => ports);
    expect(published).toEqual(['127.0.0.1:4000:4000']);
    expect(dockerfile).toMatch(/^ENV .*HOST=0\.0\.0\.0/m); // in a container nobody outside reaches its loopback address
  });
});

/** A process of its own, on a machine that does other things. */
const START_MS_MAX = 60_000;

const playguardCommands = [
  ...Object.values(services).flatMap(({ command }) => (command?.[1] === 'src/main.ts' ? [command] : [])),
  JSON.parse(/^CMD (?<command>.+)$/m.exec(dockerfile)?.groups?.['command'] ?? '[]') as string[],
];

describe('what the containers run', () => {
  it('is four commands', () => {
    expect(playguardCommands).toHaveLength(4);
  });

  it.each(playguardCommands.map((command) => [command.slice(2).join(' '), command] as const))(
    'exists: playguard %s',
    async (_line, command) => {
      const { stdout } = await promisify(execFile)(process.execPath, [...command.slice(1), '--help'], { cwd: PROJECT });
      expect(stdout).toContain(`Usage: playguard ${command[2]}`);
      for (const option of command.filter((word) => word.startsWith('--'))) expect(stdout).toContain(option);
    },
    START_MS_MAX,
  );

  it('is copied into the image', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--)(?<paths>.+) \S+$/gm)].flatMap(
      (match) => match.groups?.['paths']?.split(' ') ?? [],
    );
    expect(copied).toEqual(expect.arrayContaining(['src', 'migrations', 'schema', 'deploy', 'package.json']));
    expect(copied.filter((path) => !existsSync(`${PROJECT}${path}`))).toEqual([]);
  });
});
