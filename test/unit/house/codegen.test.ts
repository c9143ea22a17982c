import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { generate } from '@graphql-codegen/cli';
import { expect, it } from 'vitest';
import config from '../../../codegen.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

it('generates no client from a schema with a scalar whose type in TypeScript is not told', async () => {
  const schema = await readFile(`${PROJECT}schema/schema.graphql`, 'utf8');
  const generateFrom = (sdl: string) => generate({ ...config, schema: sdl, cwd: PROJECT, silent: true }, false);
  await expect(generateFrom(`${schema}\nscalar SemVer`)).rejects.toThrow('Unknown scalar type SemVer');
  await expect(generateFrom(schema)).resolves.not.toHaveLength(0);
});
