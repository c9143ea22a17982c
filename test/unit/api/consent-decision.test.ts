import { describe, expect, it } from 'vitest';
import type { ConsentSignals } from '#domain/consent.ts';
import { aStoredEvent } from '../../support/array-event-reader.ts';
import { aGppString, aTcString, someSignals } from '../../support/consent-signals.ts';
import { createMemoryApi } from '../../support/memory-api.ts';

const QUERY = `query ($consent: ConsentSignalsInput!, $hasConsent: Boolean, $region: RegionCode!, $ageBand: AgeBand, $on: Date) {
  consentDecision(consent: $consent, hasConsent: $hasConsent, region: $region, ageBand: $ageBand, on: $on) {
    allowed grade saleOptOut regulations purposes { purpose allowed basis reason citations { label } } findings { code }
  }
}`;

type Decision = {
  readonly allowed: boolean;
  readonly grade: string;
  readonly saleOptOut: string | null;
  readonly regulations: readonly string[];
  readonly purposes: readonly { readonly purpose: string; readonly allowed: boolean; readonly reason: string }[];
  readonly findings: readonly { readonly code: string }[];
};

const ask = async (variables: Readonly<Record<string, unknown>>) => {
  await using api = await createMemoryApi();
  const answer = await api.ask(QUERY, { consent: {}, region: 'NL', ...variables });
  expect(api.reads).toEqual([]);
  return { ...answer, decision: answer.data?.['consentDecision'] as Decision };
};

const PURPOSES = ['SERVICE_DELIVERY', 'SECURITY_AND_FRAUD', 'QOE_MEASUREMENT', 'CONTENT_ANALYTICS', 'PERSONALISATION', 'ADVERTISING'];

describe('a consent decision that is asked for', () => {
  it.each([
    ['a TC string', { consent: { tcString: aTcString({ consents: [1, 8] }) } }, true, 'DECODED_SIGNAL', 'QOE_MEASUREMENT', 'TC string'],
    [
      'a GPP string',
      { region: 'US-CA', consent: { gppString: aGppString({ usca: { SaleOptOut: 1 } }) } },
      true,
      'DECODED_SIGNAL',
      'ADVERTISING',
      'GPP section usca',
    ],
    ['US Privacy', { region: 'US-CA', consent: { usPrivacy: '1YYN' } }, true, 'DECODED_SIGNAL', 'ADVERTISING', 'US Privacy'],
    ['Global Privacy Control', { region: 'US-CA', consent: { gpc: true } }, true, 'DECODED_SIGNAL', 'ADVERTISING', 'opted out'],
    ['yes', { hasConsent: true }, true, 'CLIENT_BOOLEAN', 'QOE_MEASUREMENT', 'hasConsent = true'],
    ['no', { hasConsent: false }, false, 'CLIENT_BOOLEAN', 'QOE_MEASUREMENT', 'hasConsent = false'],
    ['nothing', {}, false, 'ABSENT', 'QOE_MEASUREMENT', 'no consent reported'],
  ])('by %s names what decided', async (_what, variables, allowed, grade, purpose, reason) => {
    const { decision } = await ask(variables);
    expect(decision).toMatchObject({ allowed, grade });
    expect(decision.purposes.map((one) => one.purpose)).toEqual(PURPOSES);
    expect(decision.purposes.find((one) => one.purpose === purpose)?.reason).toContain(reason);
  });

  it.each([
    ['US Privacy', { usPrivacy: '1YYN' }, true],
    ['US Privacy, not opted out', { usPrivacy: '1YNN' }, false],
    ['Global Privacy Control', { gpc: true }, true],
    ['GPP', { gppString: aGppString({ usca: { SaleOptOut: 1 } }) }, true],
    ['nothing', {}, false],
  ])('in California hears an opt-out by %s', async (_what, consent, isOptedOut) => {
    const { decision } = await ask({ region: 'US-CA', consent });
    expect(decision).toMatchObject({ regulations: ['CCPA', 'US_STATE_OPT_OUT', 'VPPA', 'COPPA'] });
    expect(decision.purposes.find(({ purpose }) => purpose === 'ADVERTISING')?.allowed).toBe(!isOptedOut);
    expect(decision.saleOptOut !== null).toBe(isOptedOut);
  });

  it.each([
    ['the day that is named', { region: 'GB', on: '2020-12-31' }, ['GDPR', 'EPRIVACY']],
    ['today', { region: 'GB' }, ['UK_GDPR']],
  ])('is under the law of %s', async (_day, variables, regulations) => {
    expect((await ask(variables)).decision.regulations).toEqual(regulations);
  });

  it('tells of a string that cannot be decoded, and goes on without it', async () => {
    const { decision } = await ask({ consent: { tcString: 'damaged' }, hasConsent: true });
    expect(decision).toMatchObject({ allowed: true, grade: 'CLIENT_BOOLEAN' });
    expect(decision.findings.map(({ code }) => code)).toContain('CONSENT_UNDECODABLE');
  });

  it.each([
    ['a region that is none', { region: 'UK' }],
    ['a string that is too long', { consent: { tcString: 'C'.repeat(4097) } }],
    ['a time that is none', { consent: { videoDisclosureConsentAt: 'yesterday' } }],
  ])('is refused for %s', async (_case, variables) => {
    expect((await ask(variables)).errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });
});

const hash = (digit: number): string => String(digit).repeat(32);
const stored = (eventId: string, consentHash: string | null, hasConsent: boolean | null) =>
  aStoredEvent({ eventId, consentHash, hasConsent, region: 'NL' });

describe('the consent of stored events', () => {
  const EVENTS = '{ events { nodes { ... on PlaybackEvent { eventId consent { allowed grade purposes { basis } } } } } }';
  const consentSignals: Readonly<Record<string, ConsentSignals>> = {
    [hash(1)]: someSignals({ tcString: aTcString({ consents: [1, 8] }) }),
    [hash(2)]: someSignals({ tcString: aTcString() }),
  };

  it('is decided by the signals of each, which a page reads at once', async () => {
    const events = [stored('yes', hash(1), null), stored('no', hash(2), true), stored('word', null, true), stored('silent', null, null)];
    await using api = await createMemoryApi({ events, consentSignals });
    const { data } = await api.ask(EVENTS);
    const { nodes } = (data as { events: { nodes: readonly { eventId: string; consent: Decision }[] } }).events;
    expect(Object.fromEntries(nodes.map(({ eventId, consent }) => [eventId, [consent.allowed, consent.grade]]))).toEqual({
      yes: [true, 'DECODED_SIGNAL'],
      no: [false, 'DECODED_SIGNAL'],
      word: [true, 'CLIENT_BOOLEAN'],
      silent: [false, 'ABSENT'],
    });
    expect(api.reads).toEqual(['events.page', 'consentSignals.byHashes']);
  });

  it('is read from nowhere when no event of a page has signals', async () => {
    await using api = await createMemoryApi({ events: [aStoredEvent()] });
    await api.ask(EVENTS);
    expect(api.reads).toEqual(['events.page']);
  });
});
