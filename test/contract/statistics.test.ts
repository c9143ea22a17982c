import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import type { RiskAssessment } from '#domain/risk.ts';
import { createSqlStatisticsReader } from '#store/statistics/sql-statistics-reader.ts';
import { anAssessment } from '../support/an-assessment.ts';
import { anIdentifiedEvent } from '../support/builders.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

const MINUTE_MS = 60_000;
const now = new Date();
const ago = (ms: number) => new Date(now.getTime() - ms);

const anAssessed = (event: Partial<PlaybackEvent> = {}, assessment: Partial<RiskAssessment> = {}): AssessedEvent => ({
  identified: anIdentifiedEvent({ eventId: randomUUID(), occurredAt: now, ...event }, { viewerId: null, deviceId: null }),
  assessment: anAssessment(assessment),
});

describe.each(DATABASE_KINDS)('statistics on %s', (kind) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore(kind);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  const save = (events: readonly AssessedEvent[]) => opened.store.inTransaction(new Date(), (transaction) => transaction.save(events, []));

  it('counts by minute and hour what is stored, by level, category and rule', async () => {
    const statistics = createSqlStatisticsReader(opened.database.sql, () => new Date());
    const range = { from: ago(20 * 60 * MINUTE_MS), to: ago(18 * 60 * MINUTE_MS) };
    const at = (minutes: number) => ago(20 * 60 * MINUTE_MS - minutes * MINUTE_MS);
    const finding = {
      ruleKey: 'multi-ip',
      category: 'ACCOUNT',
      points: 30,
      observed: '',
      threshold: null,
      explanation: '',
      regulations: [],
      error: null,
    } as const;
    await save([
      anAssessed({ occurredAt: at(1), eventType: 'PLAY' }, { shadowRules: ['multi-region', 'multi-ip'] }),
      anAssessed({ occurredAt: at(2), eventType: 'ERROR' }, { level: 'MEDIUM', score: 30, findings: [finding] }),
    ]);
    await save([
      anAssessed({ occurredAt: at(2), eventType: 'PLAY' }),
      anAssessed({ occurredAt: at(70) }, { findings: [{ ...finding, error: 'rule failed', points: 0 }] }),
    ]);
    expect(await statistics.summary(range)).toEqual({ events: 4, plays: 2, errors: 1 });
    const timeline = await statistics.timeline(range, 'MINUTE');
    expect(timeline.reduce((sum, { counts }) => sum + counts.events, 0)).toBe(4);
    expect(timeline.every(({ from, to }) => to.getTime() - from.getTime() === MINUTE_MS)).toBe(true);
    const hours = await statistics.timeline(range, 'HOUR');
    expect(hours.reduce((sum, { counts }) => sum + counts.events, 0)).toBe(4);
    expect(Object.fromEntries((await statistics.byLevel(range)).map(({ level, count }) => [level, count]))).toEqual({ LOW: 3, MEDIUM: 1 });
    expect(await statistics.byRule(range)).toEqual([{ ruleKey: 'multi-ip', count: 1 }]);
    expect(await statistics.byShadowRule(range)).toEqual([
      { ruleKey: 'multi-ip', count: 1 },
      { ruleKey: 'multi-region', count: 1 },
    ]);
    expect(await statistics.byCategory(range)).toEqual([{ category: 'ACCOUNT', count: 1 }]);
  });
});
