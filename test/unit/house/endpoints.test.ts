import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const DOCS = new URL('../../../docs/', import.meta.url);
const page = readFileSync(new URL('endpoints.md', DOCS), 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| `'));
const cellsOf = (row: string): readonly string[] =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
/** What may be waited for, as the first table of the page says. */
const [intro = ''] = page.split('\n## ');
const marks = new Set([...intro.matchAll(/^\| (?!mark )([a-z ]+?) +\|/gm)].map(([, mark]) => mark));

/** The endpoints of each of the five systems, as their descriptions list them. */
const SYSTEMS: Readonly<Record<string, readonly string[]>> = {
  'OTT compliance events pipeline, first version': [
    'POST /events',
    'GET /stats/summary',
    'GET /stats/content/{content_id}',
    'GET /stats/region/{region}',
    'GET /compliance/summary',
    'GET /compliance/events',
    'GET /compliance/regions',
  ],
  'OTT compliance events pipeline, second version': [
    'GET /',
    'GET /api',
    'POST /events',
    'POST /token',
    'POST /process/one',
    'POST /process/drain',
    'GET /stats/summary',
    'GET /results/latest',
    'GET /compliance/summary',
  ],
  'Event analytics platform': [
    'GET /health',
    'POST /events/',
    'GET /analytics/',
    'GET /analytics/?user_id=',
    'PUT /events/{event_id}/enrich/',
    'POST /generate-sample-data/{count}/',
    'GET /auth/info',
  ],
  'Event-driven analytics and audit API': [
    'POST /api/v1/keys/',
    'POST /api/v1/events/ingest',
    'POST /api/v1/events/batch',
    'GET /api/v1/events/{event_id}',
    'GET /api/v1/analytics/events-by-type',
    'GET /api/v1/analytics/processing-metrics',
    'GET /api/v1/analytics/queue-status',
    'GET /api/v1/audit/logs',
    'GET /api/v1/health',
    'WS /api/v1/ws/metrics',
  ],
  'Real-time compliance monitoring': [
    'GET /events',
    'GET /events/{event_id}',
    'GET /events/stats/summary',
    'GET /dashboard/overview',
    'GET /dashboard/timeline',
    'GET /dashboard/services',
    'GET /health',
  ],
};

describe('the page of older endpoints', () => {
  it.each(Object.entries(SYSTEMS))('has every endpoint of: %s', (system, endpoints) => {
    const section = page.split(`## ${system}\n`)[1]?.split('\n## ')[0] ?? '';
    expect(endpoints.filter((endpoint) => !section.includes(`| \`${endpoint}\` `))).toEqual([]);
  });

  it.each([...page.matchAll(/\]\(([^)#]+)/g)].map(([, link = '']) => link))('leads to %s, which is there', (link) => {
    expect(existsSync(new URL(link, DOCS))).toBe(true);
  });

  it('says of every endpoint what answers it, or what it waits for', () => {
    expect(rows.length).toBeGreaterThanOrEqual(Object.values(SYSTEMS).flat().length);
    const unsaid = rows.filter((row) => {
      const [, , here, waits = ''] = cellsOf(row);
      const isKnown = waits === '–' || waits.split(', ').every((mark) => marks.has(mark));
      return !isKnown || (here === '–' && waits === '–');
    });
    expect(unsaid).toEqual([]);
    expect(marks.size).toBe(5);
  });
});
