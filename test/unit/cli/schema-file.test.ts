import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { printedSchema } from '#api/print-schema.ts';
import { checkSchemaFile } from '#cli/schema-file.ts';

describe('the check of the schema', () => {
  let folder = '';
  let said = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'playguard-schema-'));
    said = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  it('passes while nothing was released', () => {
    expect([checkSchemaFile(join(folder, 'none.graphql')), said]).toEqual([0, '']);
  });

  it('passes when the code still has all that was released', async () => {
    const released = join(folder, 'released.graphql');
    await writeFile(released, printedSchema());
    expect([checkSchemaFile(released), said]).toEqual([0, '']);
  });

  it('fails when something that was released is gone, and names it', async () => {
    const released = join(folder, 'released.graphql');
    await writeFile(released, printedSchema().replace('type Query {', 'type Query {\n  oldQuestion: Int\n'));
    expect(checkSchemaFile(released)).toBe(1);
    expect(said).toContain('Query.oldQuestion');
  });
});
