import { describe, expect, it } from 'vitest';
import { DEFAULT_EVENT_TIME_LIMITS } from '#ingest/ingest-limits.ts';
import type { ConsentSignalsDraft } from '#ingest/ingest-service.ts';
import { judgeEvent } from '#ingest/judging/judge-event.ts';
import { aPlaybackDraft, NOW } from '../../support/a-playback-draft.ts';
import { aTcString, someSignals } from '../../support/consent-signals.ts';

const judge = (consent: ConsentSignalsDraft | null) =>
  judgeEvent(aPlaybackDraft({ consent }), {
    source: 'demo',
    reception: { receivedAt: NOW, receivedAtMs: NOW.getTime(), skewMs: 0 },
    limits: DEFAULT_EVENT_TIME_LIMITS,
  });

describe('consent signals at the front door', () => {
  it.each([
    [null, null],
    [{}, null],
    [{ tcString: '', gpc: null }, null],
    [{ gpc: false }, someSignals({ gpc: false })],
    [{ videoDisclosureConsentAt: '2026-01-01T01:00:00+01:00' }, someSignals({ videoDisclosureConsentAt: new Date('2026-01-01') })],
  ])('%j are kept as %j', (draft, consent) => {
    expect(judge(draft)).toMatchObject({ kind: 'accepted', event: { consent }, warnings: [] });
  });

  it.each([
    ['TOO_LARGE', { tcString: 'C'.repeat(4097) }, 'consent.tcString'],
    ['TOO_LARGE', { gppString: 'D'.repeat(4097) }, 'consent.gppString'],
    ['TOO_LARGE', { usPrivacy: '1'.repeat(17) }, 'consent.usPrivacy'],
    ['INVALID', { tcString: 'C\0' }, 'consent.tcString'],
    ['INVALID', { videoDisclosureConsentAt: 'yesterday' }, 'consent.videoDisclosureConsentAt'],
    ['INVALID', { videoDisclosureConsentAt: '' }, 'consent.videoDisclosureConsentAt'],
  ])('%s is %j', (reason, draft, name) => {
    expect(judge(draft)).toMatchObject({ kind: 'rejected', fault: { reason, field: 'consent', message: expect.stringContaining(name) } });
  });

  it('that cannot be decoded are a warning, never a rejection', () => {
    const draft = { tcString: 'damaged', usPrivacy: '9999', gppString: null };
    expect(judge(draft)).toMatchObject({
      kind: 'accepted',
      warnings: [{ code: 'CONSENT_UNDECODABLE', message: expect.stringContaining('consent.tcString and consent.usPrivacy') }],
    });
    expect(judge({ tcString: aTcString({ consents: [1, 8] }) })).toMatchObject({ kind: 'accepted', warnings: [] });
  });
});
