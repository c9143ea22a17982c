import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AuditDesk, createAuditDesk, DENIALS_PER_MINUTE_MAX } from '#access/audit/audit-desk.ts';
import { NOTES_MAX } from '#access/audit/note-buffer.ts';
import type { AuditEntry } from '#domain/audit/audit-entry.ts';
import { aPrincipal } from '../../support/a-principal.ts';
import { NOON } from '../../support/builders.ts';
import { createMemoryAuditLog } from '../../support/memory-audit.ts';
import { SILENT } from '../../support/test-store.ts';

const anEntry = (action: string): AuditEntry => ({ actor: 'USER:u1:ada', action, target: null, outcome: 'OK', details: null });
/** What is promised of notes. */
const WRITTEN_MS = 1_000;

describe('the audit desk', () => {
  let memory: ReturnType<typeof createMemoryAuditLog>;
  let desk: AuditDesk & AsyncDisposable;
  let isAway = false;
  let writes = 0;
  beforeEach(() => {
    vi.useFakeTimers();
    isAway = false;
    writes = 0;
    memory = createMemoryAuditLog();
    const append = async (entries: readonly AuditEntry[]) => {
      writes += 1;
      if (isAway) throw new Error('away');
      return memory.append(entries);
    };
    desk = createAuditDesk({ auditLog: { append }, now: () => NOON, log: SILENT });
  });
  afterEach(async () => {
    await desk[Symbol.asyncDispose]();
    vi.useRealTimers();
  });
  const actions = () => memory.entries.map(({ action }) => action);

  it('answers the sequence of what is recorded once it is written, many of them by few transactions', async () => {
    const sequences = await Promise.all(Array.from({ length: 100 }, (_, i) => desk.record(anEntry(`${i}`))));
    expect(sequences).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(actions()).toEqual(sequences.map((_, i) => `${i}`));
    expect(writes).toBeLessThanOrEqual(3);
  });

  it('writes what is noted within a second, all of it at the end', async () => {
    for (let i = 0; i < 2_500; i++) desk.note(anEntry(`${i}`));
    expect(actions()).toEqual([]);
    await vi.advanceTimersByTimeAsync(WRITTEN_MS);
    expect(actions()).toEqual(Array.from({ length: 2_500 }, (_, i) => `${i}`));
    for (let i = 0; i < 1_500; i++) desk.note(anEntry('last'));
    await desk[Symbol.asyncDispose]();
    expect(memory.entries).toHaveLength(4_000);
  });

  it('refuses what must be recorded while the log cannot be written, and keeps what was noted', async () => {
    isAway = true;
    desk.note(anEntry('noted'));
    await expect(desk.record(anEntry('recorded'))).rejects.toThrow('away');
    await vi.advanceTimersByTimeAsync(60_000);
    isAway = false;
    await vi.advanceTimersByTimeAsync(WRITTEN_MS);
    expect(actions()).toEqual(['noted']);
  });

  it('counts what it has no room for, and tells the count in an entry', async () => {
    isAway = true;
    for (let i = 0; i < NOTES_MAX + 7; i++) desk.note(anEntry('noted'));
    isAway = false;
    await vi.advanceTimersByTimeAsync(WRITTEN_MS);
    expect(memory.entries).toHaveLength(NOTES_MAX + 1);
    expect(memory.entries.filter(({ action }) => action === 'audit.gap').map(({ details }) => details?.['lost'])).toEqual([7]);
  });

  it('sums up by caller and minute what was sent', async () => {
    const [one, other] = [aPrincipal({ id: 'one', source: 'tv' }), aPrincipal({ id: 'other', source: 'web' })];
    for (let i = 0; i < 50; i++) desk.tally(one, { accepted: 9, rejected: 1, isFailed: i === 0 });
    desk.tally(other, { accepted: 1, rejected: 0, isFailed: false });
    await vi.advanceTimersByTimeAsync(60_000 + WRITTEN_MS);
    expect(memory.entries.map(({ actor, target, details }) => [actor, target, details])).toMatchObject([
      ['API_KEY:one:test', 'source:tv', { requests: 50, failed: 1, accepted: 450, rejected: 50 }],
      ['API_KEY:other:test', 'source:web', { requests: 1, failed: 0, accepted: 1, rejected: 0 }],
    ]);
  });

  it('has an entry for the first denials of a minute, and one for the others together', async () => {
    for (let i = 0; i < 1_000; i++) desk.deny(anEntry('denied'), '203.0.113.0/24');
    desk.deny(anEntry('denied'), '198.51.100.0/24');
    await desk[Symbol.asyncDispose]();
    expect(actions()).toEqual([...Array.from({ length: DENIALS_PER_MINUTE_MAX + 1 }, () => 'denied'), 'denied.further']);
    expect(memory.entries.at(-1)).toMatchObject({
      actor: 'USER:u1:ada',
      details: { caller: '203.0.113.0/24', denied: 1_000 - DENIALS_PER_MINUTE_MAX },
    });
  });
});
