import { describe, expect, it } from 'vitest';
import { type AlertPolicy, alertCandidates } from '#alerts/raise-alerts.ts';
import type { AssessedEvent } from '#domain/assessed-event.ts';
import type { PlaybackEvent } from '#domain/playback-event.ts';
import type { Finding, RiskAssessment } from '#domain/risk.ts';
import { NOON, anIdentifiedEvent } from '../../support/builders.ts';

const POLICY: AlertPolicy = new Map([
  ['consent', { name: 'No consent', subject: 'viewer', repeatAfterMs: 60_000 }],
  ['title', { name: 'Title failing', subject: 'content', repeatAfterMs: 900_000 }],
  ['device', { name: 'Device failing', subject: 'device', repeatAfterMs: 60_000 }],
  ['each', { name: 'Each event', subject: 'viewer', repeatAfterMs: 0 }],
]);

const aFinding = (ruleKey: string, points = 60): Finding => ({
  ruleKey,
  category: 'PRIVACY',
  points,
  observed: 'what was seen',
  threshold: null,
  explanation: 'It was so.',
  regulations: [],
  error: null,
});

type Given = {
  readonly second?: number;
  readonly event?: Partial<PlaybackEvent>;
  readonly findings?: readonly Finding[];
  readonly assessment?: Partial<RiskAssessment>;
};

const anAssessedEvent = ({ second = 0, event = {}, findings = [aFinding('consent')], assessment = {} }: Given = {}): AssessedEvent => ({
  identified: anIdentifiedEvent({ eventId: `event-${second}`, occurredAt: new Date(NOON.getTime() + second * 1000), ...event }),
  assessment: {
    score: 60,
    level: 'HIGH',
    findings,
    skippedRules: [],
    shadowRules: [],
    rulesetVersion: 'v',
    evaluatedAt: NOON,
    ...assessment,
  },
});

const candidatesOf = (...given: readonly Given[]) => alertCandidates(given.map(anAssessedEvent), POLICY);
const fingerprintOf = (given: Given): string | undefined => candidatesOf(given)[0]?.fingerprint;

describe('an alert', () => {
  it.each([
    ['LOW', 0],
    ['MEDIUM', 0],
    ['HIGH', 1],
    ['CRITICAL', 1],
  ] as const)('of an event at %s: %i', (level, count) => {
    expect(candidatesOf({ assessment: { level } })).toHaveLength(count);
  });

  it('carries its event, its findings and its title in words', () => {
    const [candidate] = candidatesOf({});
    expect(candidate).toMatchObject({
      fingerprint: 'consent:viewer:viewer-1',
      repeatKey: '2026-03-10T12:00:00.000Z',
      ruleKey: 'consent',
      title: 'No consent: what was seen',
      level: 'HIGH',
      score: 60,
      categories: ['PRIVACY'],
      findings: [{ ruleKey: 'consent' }],
      eventOccurredAt: NOON,
      viewerId: 'viewer-1',
      contentId: 'title-1',
      region: 'NL',
      occurrences: 1,
    });
  });

  it('is led by the finding with the most points, the first of equals', () => {
    expect(fingerprintOf({ findings: [aFinding('consent', 35), aFinding('title', 65)] })).toBe('title:content:title-1');
    expect(fingerprintOf({ findings: [aFinding('title'), aFinding('consent')] })).toBe('title:content:title-1');
  });

  it('has only the categories that gave it points', () => {
    const failed: Finding = { ...aFinding('device', 0), category: 'DEVICE', error: 'Error: broken' };
    expect(candidatesOf({ findings: [failed, aFinding('consent')] })[0]?.categories).toEqual(['PRIVACY']);
  });

  it.each<[string, Partial<PlaybackEvent>, Finding]>([
    ['device:device:device-1', {}, aFinding('device')],
    ['device:viewer:viewer-1', { deviceId: null }, aFinding('device')],
    ['consent:device:device-1', { userId: null }, aFinding('consent')],
    ['title:device:device-1', { userId: null, contentId: null }, aFinding('title')],
    ['consent:content:title-1', { userId: null, deviceId: null }, aFinding('consent')],
  ])('is about %s', (fingerprint, event, finding) => {
    expect(fingerprintOf({ event, findings: [finding] })).toBe(fingerprint);
  });

  it('is about the event itself when that names nobody', () => {
    const nobody = { userId: null, deviceId: null, contentId: null };
    expect(fingerprintOf({ event: nobody })).toBe(`consent:event:${anIdentifiedEvent({ eventId: 'event-0' }).key}`);
  });

  it('counts the events of one repeat window, the earliest leading', () => {
    const candidates = candidatesOf({ second: 59 }, { second: 10 }, { second: 60 }, { second: 30 });
    expect(candidates.map(({ repeatKey, occurrences }) => [repeatKey, occurrences])).toEqual([
      ['2026-03-10T12:00:00.000Z', 3],
      ['2026-03-10T12:01:00.000Z', 1],
    ]);
    expect(candidates[0]?.eventOccurredAt).toEqual(new Date(NOON.getTime() + 10_000));
  });

  it('is raised for every event by a rule that does not wait', () => {
    const findings = [aFinding('each')];
    const candidates = candidatesOf({ second: 1, findings }, { second: 2, findings });
    expect(candidates.map(({ repeatKey }) => repeatKey)).toEqual(
      ['event-1', 'event-2'].map((eventId) => anIdentifiedEvent({ eventId }).key),
    );
  });

  it('never merges different causes, and comes in the order of time, then of fingerprint', () => {
    const candidates = candidatesOf(
      { second: 5 },
      { second: 1, findings: [aFinding('title')] },
      { second: 1, findings: [aFinding('device')] },
    );
    expect(candidates.map(({ fingerprint }) => fingerprint)).toEqual([
      'device:device:device-1',
      'title:content:title-1',
      'consent:viewer:viewer-1',
    ]);
  });
});
