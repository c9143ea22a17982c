import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Build, type ClientProgram, type ClientRepository, openClientRepository } from '../support/client-repository.ts';
import { MODES, openDeployment } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';
import { ingest } from '../support/ingest-client.ts';
import { untilSettled } from '../support/oracle.ts';
import { anAlertingEvent } from '../support/wire-event.ts';

describe('the client another team generates from the schema', () => {
  let repository: ClientRepository;
  let build: Build;
  beforeAll(async () => {
    repository = await openClientRepository();
    build = await repository.build();
  });
  afterAll(() => repository[Symbol.asyncDispose]());

  it('is generated and type-checks', () => {
    expect(build).toMatchObject({ code: 0 });
  });

  it.each([
    ['urql', 'embedded'],
    ['apollo', MODES.at(-1) ?? 'embedded'],
  ] as const)('queries, sends events and follows alerts with %s (%s), also across a restart of the server', async (library, mode) => {
    await using deployment = await openDeployment(mode);
    const server = await deployment.start();
    await ingest(server.url, { events: [anAlertingEvent({ eventId: 'before', userId: 'anna' })] });
    await untilSettled(server.url);

    await using program = repository.start(library, server.url);
    const [, sent, heard] = await untilLines(program, 3);
    expect(program.lines()[0]).toEqual({ newest: [expect.stringContaining('Missing consent')] });
    expect(sent).toEqual({ eventId: expect.any(String), acceptedCount: 1, problems: [] });
    expect(heard).toEqual({
      title: expect.stringContaining('Missing consent'),
      level: 'HIGH',
      raisedBy: sent?.['eventId'],
      cursor: expect.any(String),
    });

    await server.stop();
    const again = await deployment.start('all', { PORT: new URL(server.url).port });
    await ingest(again.url, { events: [anAlertingEvent({ eventId: 'after', userId: 'bert' })] });
    expect((await untilLines(program, 4)).at(3)).toMatchObject({ raisedBy: 'after' });

    expect(await program.stop()).toBe(0);
    expect(program.lines()).toHaveLength(4);
  });

  it('runs by hash where the server takes nothing else and was given the manifest', async () => {
    const only = { PERSISTED_OPERATIONS_ONLY: 'true', PERSISTED_OPERATIONS_FILE: repository.manifest };
    await using deployment = await openDeployment('embedded', only);
    const server = await deployment.start();
    await using program = repository.start('apollo-by-hash', server.url);
    expect((await untilLines(program, 3)).at(2)).toMatchObject({ level: 'HIGH', cursor: expect.any(String) });

    await using other = repository.start('apollo', server.url);
    const isRefused = () => JSON.stringify(other.lines()).includes('published operations alone');
    expect(await eventually(isRefused, { what: 'a refusal' })).toBe(true);
  });
});

describe('a change of the schema', () => {
  it.each([
    ['renames a field the client asks for', 'headCursor:', 'head:', 'Cannot query field "headCursor"'],
    ['brings a scalar the client was not told about', 'scalar Cursor', 'scalar SemVer\n\nscalar Cursor', 'Unknown scalar type SemVer'],
    ['lets a field be null', 'headCursor: Cursor!', 'headCursor: Cursor', 'src/main.ts('],
    ['asks for more than the client sends', 'hasConsent: Boolean\n', 'hasConsent: Boolean\n  now: Int!\n', 'src/risky-event.ts'],
    ['adds a message the client does not handle', /(union RiskAlertMessage .*)/, '$1 | Viewer', 'src/main.ts('],
  ] as const)('that %s is noticed when the client is built', async (_what, from, to, named) => {
    await using repository = await openClientRepository((schema) => {
      const changed = schema.replace(from, to);
      expect(changed).not.toBe(schema);
      return changed;
    });
    const { code, output } = await repository.build();
    expect(output).toContain(named);
    expect(code).not.toBe(0);
  });
});

const untilLines = (program: ClientProgram, count: number) =>
  eventually(() => program.lines().length >= count && program.lines(), { what: `${count} lines of the client` });
