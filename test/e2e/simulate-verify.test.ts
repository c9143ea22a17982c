import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { startApp } from '#app.ts';
import { readConfig } from '#config.ts';
import { isPerfect } from '#simulator/proof/confusion.ts';
import { PROOF_STORIES } from '#simulator/proof/proof-stories.ts';
import { ALERTS, SKIPPED } from '#simulator/proof/case-claims.ts';
import { verify } from '#simulator/verify.ts';
import { createTestDatabase, createTestPrefix, hasRedis, redisUrl } from '../support/services.ts';
import { TEST_API_KEY } from '../support/test-api-key.ts';

const SILENT = pino({ level: 'silent' });
const MODES = ['embedded', ...(hasRedis() ? (['server'] as const) : [])] as const;

/** The settings of a server of its own; what they name is removed with the stack. */
const settingsFor = async (mode: (typeof MODES)[number], stack: AsyncDisposableStack): Promise<Record<string, string>> => {
  const folder = await mkdtemp(join(tmpdir(), 'playguard-verify-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const own = { PORT: '0', DATA_DIR: folder, INITIAL_API_KEY: TEST_API_KEY };
  if (mode === 'embedded') return own;
  const database = stack.use(await createTestDatabase());
  const { prefix } = stack.use(await createTestPrefix());
  return { ...own, DATABASE_URL: database.url, REDIS_URL: redisUrl(), REDIS_PREFIX: prefix };
};

describe.each(MODES)('simulate --verify, %s', (mode) => {
  it('finds everything it should in every story, twice, and nothing else', async () => {
    await using stack = new AsyncDisposableStack();
    const config = readConfig(await settingsFor(mode, stack));
    const app = stack.use(await startApp(config, { role: 'all', log: SILENT }));
    const wire = { url: `${app.url}/graphql`, apiKey: TEST_API_KEY, signal: new AbortController().signal };
    for (let run = 0; run < 2; run++) {
      const proofs = await verify(wire, run);
      expect(proofs.flatMap(({ missed, invented }) => [...missed, ...invented])).toEqual([]);
      expect(isPerfect(proofs)).toBe(true);
      expect(proofs.map(({ rule }) => rule)).toEqual(
        [...new Set([...PROOF_STORIES.flatMap(({ expected }) => expected), SKIPPED, ALERTS])].toSorted(),
      );
    }
  });
});
