import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holdsHead, verifyAuditLog } from '#access/audit/verify-audit-log.ts';
import { GENESIS_HASH } from '#domain/audit/audit-chain.ts';
import type { AuditEntry } from '#domain/audit/audit-entry.ts';
import type { AuditLog } from '#store/audit/audit-log.ts';
import { createSqlAuditLog } from '#store/audit/sql-audit-log.ts';
import type { Sql } from '#store/sql.ts';
import { NOON } from '../support/builders.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

const WRITERS = 8;
const ENTRIES_MAX = 10_000;

const anEntry = (overrides: Partial<AuditEntry> = {}): AuditEntry => ({
  at: NOON,
  actor: 'API_KEY:0123456789ab:living room',
  action: 'query',
  target: null,
  operationName: 'Alerts',
  outcome: 'OK',
  durationMs: 1.2345678,
  details: { fields: ['riskAlerts'], numbers: [0, 1e21, 0.1], b: { z: null, a: 'é"\\{},\u0001' } },
  ...overrides,
});

const at = (minute: number): Date => new Date(NOON.getTime() + minute * 60_000);

/** As the owner of the table can. */
const withoutTrigger = (sql: Sql, change: string) =>
  sql.transaction(async (transaction) => {
    await transaction.query('alter table audit_log disable trigger audit_log_is_append_only');
    await transaction.query(change);
    await transaction.query('alter table audit_log enable trigger audit_log_is_append_only');
  });

describe.each(DATABASE_KINDS)('the audit log on %s', (kind) => {
  let opened: TestStore;
  let sql: Sql;
  let auditLog: AuditLog;
  beforeAll(async () => {
    opened = await openTestStore(kind);
    ({ sql } = opened.database);
    auditLog = createSqlAuditLog(sql, () => NOON);
  });
  beforeEach(async () => {
    await withoutTrigger(sql, 'truncate audit_log');
    await sql.query(`update audit_heads set start_sequence = 0, start_hash = $1, last_sequence = 0, last_hash = $1`, [GENESIS_HASH]);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const verify = async (request = {}) => verifyAuditLog(auditLog, { entriesMax: ENTRIES_MAX, ...request });

  it('is whole after many wrote at once, each entry as it was told, in one row without holes', async () => {
    const texts = ['plain', 'NULL', '{"a"}', "it's", 'back\\slash', 'line\nend', 'ключ 🔑', '', 'a\0b', 'half \ud800', 'x'.repeat(500)];
    const writes = Array.from({ length: WRITERS }, (_, writer) =>
      Array.from({ length: 5 }, (_unused, i) =>
        auditLog.append(
          texts.map((name) => anEntry({ actor: `USER:${writer}:${name}`, target: i % 2 === 0 ? null : name, operationName: null })),
        ),
      ),
    );
    const firsts = await Promise.all(writes.flat());
    const count = WRITERS * 5 * texts.length;
    expect(firsts.toSorted((one, other) => one - other)).toEqual(Array.from(firsts, (_, i) => 1 + i * texts.length));
    expect(await verify()).toMatchObject({ checked: count, firstBrokenSequence: null, nextSequence: null, head: { sequence: count } });
    const read = await auditLog.readAfter(0, 3);
    expect(read[0]).toMatchObject({ ...anEntry(), actor: expect.stringContaining('plain'), operationName: null, durationMs: 1.235 });
    expect(await auditLog.bySequence(2)).toEqual(read[1]);
  });

  it.each([
    ['an edit', 'update audit_log set actor = actor || $$!$$ where sequence = 4', 4],
    ['an edit of details', `update audit_log set details = '{"fields": []}' where sequence = 4`, 4],
    ['a deletion', 'delete from audit_log where sequence = 4', 4],
    [
      'another order',
      'update audit_log set sequence = case sequence when 4 then -5 else -4 end where sequence in (4, 5); update audit_log set sequence = -sequence where sequence < 0',
      4,
    ],
    ['a cut tail', 'delete from audit_log where sequence > 7', 8],
    ['a cut beginning', 'delete from audit_log where sequence <= 2', 1],
    [
      'an entry added by hand',
      `insert into audit_log select 11, at, actor, action, target, operation_name, outcome, duration_ms, details, hash, repeat('a', 64) from audit_log where sequence = 10; update audit_heads set last_sequence = 11, last_hash = repeat('a', 64)`,
      11,
    ],
    ['another end', `update audit_heads set last_hash = repeat('a', 64)`, 10],
    ['everything deleted', 'delete from audit_log', 1],
  ])('is found broken after %s', async (_what, changes, broken) => {
    await auditLog.append(Array.from({ length: 10 }, (_, i) => anEntry({ action: `action-${i}` })));
    expect(await verify()).toMatchObject({ checked: 10, firstBrokenSequence: null });
    for (const change of changes.split('; ')) await withoutTrigger(sql, change);
    expect(await verify()).toMatchObject({ firstBrokenSequence: broken });
    const before = Math.max(1, broken - 1);
    expect(await verify({ to: before })).toMatchObject({ firstBrokenSequence: broken === 1 ? 1 : null });
  });

  it('whose tail was cut and whose end was forged is found broken by who kept an end', async () => {
    await auditLog.append(Array.from({ length: 10 }, () => anEntry()));
    const { head: kept } = await auditLog.bounds();
    expect(await holdsHead(auditLog, kept)).toBe(true);
    await withoutTrigger(sql, 'delete from audit_log where sequence > 7');
    await sql.query('update audit_heads set last_sequence = 7, last_hash = (select hash from audit_log where sequence = 7)');
    expect(await verify()).toMatchObject({ checked: 7, firstBrokenSequence: null });
    expect(await holdsHead(auditLog, kept)).toBe(false);
    await auditLog.append(Array.from({ length: 3 }, () => anEntry({ action: 'made up' })));
    expect([await holdsHead(auditLog, kept), await verify()]).toMatchObject([false, { firstBrokenSequence: null }]);
  });

  it.each(['update audit_log set actor = action', 'delete from audit_log', 'truncate audit_log', 'delete from audit_log where false'])(
    'refuses: %s',
    async (statement) => {
      await auditLog.append([anEntry()]);
      await expect(sql.query(statement)).rejects.toMatchObject({ code: '42501' });
      expect(await verify()).toMatchObject({ checked: 1, firstBrokenSequence: null });
    },
  );

  it('loses by retention only what is old, from its beginning, says so, and is whole', async () => {
    const days = [1, 2, 9, 3].map((day) => anEntry({ at: new Date(NOON.getTime() + day * 86_400_000) }));
    await auditLog.append(days);
    const before = new Date(NOON.getTime() + 5 * 86_400_000);
    expect([await auditLog.prune(before, 1), await auditLog.prune(before, 100), await auditLog.prune(before, 100)]).toEqual([1, 1, 0]);
    const [oldest] = await auditLog.readAfter(0, 1);
    expect([oldest?.sequence, await verify()]).toMatchObject([3, { checked: 4, firstBrokenSequence: null, head: { sequence: 6 } }]);
    expect(await auditLog.bySequence(6)).toMatchObject({ action: 'audit.pruned', details: { lastSequence: 2 } });
    await expect(sql.query('delete from audit_log')).rejects.toMatchObject({ code: '42501' });
    expect([
      await holdsHead(auditLog, { sequence: 1, hash: '' }),
      await holdsHead(auditLog, { sequence: 2, hash: oldest?.previousHash ?? '' }),
    ]).toEqual([null, true]);
  });

  it('is verified in parts, each tied to the entry before it', async () => {
    await auditLog.append(Array.from({ length: 10 }, () => anEntry()));
    expect(await verify({ entriesMax: 4 })).toMatchObject({ checked: 4, nextSequence: 5 });
    expect(await verify({ from: 5, entriesMax: 4 })).toMatchObject({ checked: 4, nextSequence: 9 });
    expect(await verify({ from: 9, entriesMax: 4 })).toMatchObject({ checked: 2, nextSequence: null });
    expect(await verify({ from: 3, to: 5 })).toMatchObject({ checked: 3, nextSequence: null });
    expect(await verify({ from: 11 })).toMatchObject({ checked: 0, firstBrokenSequence: null });
  });

  it('is read the newest first, by who, what, where and when', async () => {
    await auditLog.append([
      anEntry({ at: at(0), actor: 'USER:u1:ada', action: 'createApiKey', target: 'ApiKey:a' }),
      anEntry({ at: at(1), actor: 'USER:u1:ada the second' }),
      anEntry({ at: at(2), actor: 'USER:u11:bob', action: 'updateRule', target: 'Rule:b' }),
    ]);
    const found = async (condition: object, limit = 10, before: number | null = null) => {
      const { entries, hasMore } = await auditLog.page({ condition, before, limit });
      return [...entries.map(({ sequence }) => sequence), ...(hasMore ? ['more'] : [])];
    };
    expect(await found({})).toEqual([3, 2, 1]);
    expect(await found({}, 2)).toEqual([3, 2, 'more']);
    expect(await found({}, 2, 2)).toEqual([1]);
    expect(await found({ actors: ['USER:u1'] })).toEqual([2, 1]);
    expect(await found({ actors: ['USER:u1:ada'] })).toEqual([1]);
    expect(await found({ actions: ['updateRule', 'query'] })).toEqual([3, 2]);
    expect(await found({ target: 'ApiKey:a' })).toEqual([1]);
    expect(await found({ range: { from: at(1), to: at(2) } })).toEqual([2]);
  });
});
