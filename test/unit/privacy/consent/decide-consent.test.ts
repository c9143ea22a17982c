import { describe, expect, it } from 'vitest';
import type { ConsentSignals, ProcessingPurpose } from '#domain/consent.ts';
import { type ConsentQuestion, decideConsent } from '#privacy/consent/decide-consent.ts';
import { aGppString, aTcString, someSignals } from '../../../support/consent-signals.ts';

const ON = new Date('2026-06-01T12:00:00Z');
const decide = (question: Partial<Omit<ConsentQuestion, 'signals'>> & { signals?: Partial<ConsentSignals> | null } = {}) =>
  decideConsent({
    hasConsent: null,
    region: 'NL',
    ageBand: 'ADULT',
    on: ON,
    ...question,
    signals: question.signals ? someSignals(question.signals) : null,
  });
const about = (purpose: ProcessingPurpose, question: Parameters<typeof decide>[0]) =>
  decide(question).purposes.find((decision) => decision.purpose === purpose);

const codes = (question: Parameters<typeof decide>[0]) => decide(question).findings.map(({ code }) => code);

const YES = aTcString({ consents: [1, 8] });
const NO = aTcString();
const GPP_YES = aGppString({ tcfeuv2: { PurposeConsents: [true, false, false, false, false, false, false, true] } });
const GPP_NO = aGppString({ tcfeuv2: { PurposeConsents: [false] } });

describe('measurement where consent is asked for first is decided by the best evidence', () => {
  it.each([
    [
      'GPP over TC string',
      { gppString: GPP_YES, tcString: NO },
      false,
      true,
      'GPP section tcfeuv2: purpose 1 consented, purpose 8 consented.',
    ],
    ['GPP over TC string, refusing', { gppString: GPP_NO, tcString: YES }, true, false, 'GPP section tcfeuv2: purpose 1 not consented.'],
    ['TC string over boolean', { tcString: YES }, false, true, 'TC string: purpose 1 consented, purpose 8 consented.'],
    ['TC string over boolean, refusing', { tcString: NO }, true, false, 'TC string: purpose 1 not consented.'],
    [
      'a GPP string without the section leaves it to the TC string',
      { gppString: aGppString({ usca: { SaleOptOut: 1 } }), tcString: YES },
      null,
      true,
      'TC string: purpose 1',
    ],
    ['a damaged string leaves it to the boolean', { tcString: 'damaged' }, true, true, 'hasConsent = true'],
    ['US Privacy says nothing about consent', { usPrivacy: '1YNN' }, null, false, 'no consent reported'],
    ['GPC does not refuse measurement', { gpc: true }, true, true, 'hasConsent = true'],
    ['boolean', null, false, false, 'hasConsent = false'],
    ['nothing', null, null, false, 'no consent reported'],
  ] as const)('%s', (_what, signals, hasConsent, allowed, reason) => {
    const decision = about('QOE_MEASUREMENT', { signals, hasConsent });
    expect(decision).toMatchObject({ allowed, basis: allowed ? 'CONSENT' : 'NONE' });
    expect(decision?.reason).toContain(reason);
    expect(decision?.citations.map(({ label }) => label)).toContain('ePrivacy Directive 2002/58/EC art. 5(3)');
  });

  it.each([0, 7, 8, 55, 56, 63])('by the publisher segment with %i purposes of its own, unless it is empty', (customPurposes) => {
    const signals = { tcString: aTcString({ consents: [1, 8], publisherConsents: [1], customPurposes }) };
    expect(about('QOE_MEASUREMENT', { signals })).toMatchObject({
      allowed: false,
      reason: 'TC string, publisher segment: purpose 8 neither consented nor on legitimate interest.',
    });
  });
});

describe('each purpose needs its own', () => {
  it.each([
    ['QOE_MEASUREMENT', [1, 8]],
    ['CONTENT_ANALYTICS', [1, 9]],
    ['PERSONALISATION', [1, 5, 6]],
    ['ADVERTISING', [1, 2, 7]],
  ] as const)('%s: TCF purposes %j, every one', (purpose, needed) => {
    expect(about(purpose, { signals: { tcString: aTcString({ consents: needed }) } })).toMatchObject({ allowed: true, basis: 'CONSENT' });
    for (const left of needed) {
      const consents = needed.filter((one) => one !== left);
      expect(about(purpose, { signals: { tcString: aTcString({ consents }) } })).toMatchObject({ allowed: false, basis: 'NONE' });
    }
  });

  it.each([
    ['QOE_MEASUREMENT', [1], [8], true],
    ['QOE_MEASUREMENT', [8], [1], false],
    ['CONTENT_ANALYTICS', [1], [9], true],
    ['PERSONALISATION', [1, 5], [6], false],
    ['PERSONALISATION', [1, 6], [5], false],
    ['ADVERTISING', [1], [2, 7], true],
  ] as const)('%s with consent to %j and legitimate interest in %j: %s', (purpose, consents, interests, allowed) => {
    const signals = { tcString: aTcString({ consents, interests }) };
    expect(about(purpose, { signals })).toMatchObject({ allowed, basis: allowed ? 'LEGITIMATE_INTEREST' : 'NONE' });
  });

  it.each(['NL', 'GB', 'US-CA', 'BR', 'JP'])('service and security need none in %s', (region) => {
    expect(about('SERVICE_DELIVERY', { region, hasConsent: false })).toMatchObject({ allowed: true });
    expect(about('SECURITY_AND_FRAUD', { region, hasConsent: false })).toMatchObject({ allowed: true, basis: 'LEGITIMATE_INTEREST' });
  });
});

describe('advertising', () => {
  const OPTED_OUT = { SaleOptOut: 1 };
  const OPTED_IN = { SaleOptOut: 2 };
  it.each([
    ['the state’s section', 'US-CA', { gppString: aGppString({ usca: OPTED_OUT }) }, null, false],
    ['the state’s section over the national one', 'US-CA', { gppString: aGppString({ usca: OPTED_IN, usnat: OPTED_OUT }) }, null, true],
    ['the national section where the state has none', 'US-CO', { gppString: aGppString({ usnat: OPTED_OUT }) }, null, false],
    ['GPP over US Privacy', 'US-CA', { gppString: aGppString({ usca: OPTED_IN }), usPrivacy: '1YYN' }, null, true],
    ['TC string over US Privacy', 'US-CA', { tcString: aTcString({ consents: [1, 2, 7] }), usPrivacy: '1YYN' }, null, true],
    ['US Privacy over the boolean', 'US-CA', { usPrivacy: '1YYN' }, true, false],
    ['US Privacy that does not apply', 'US-CA', { usPrivacy: '1---' }, false, false],
    ['GPC over everything', 'US-CA', { gpc: true, gppString: aGppString({ usca: OPTED_IN }), usPrivacy: '1YNN' }, true, false],
    ['GPC in a section', 'US-CA', { gppString: aGppString({ usca: { Gpc: true } }) }, null, false],
    ['GPC beside consent in the EU', 'NL', { gpc: true, tcString: aTcString({ consents: [1, 2, 7] }) }, true, false],
    ['the boolean', 'US-CA', null, false, false],
    ['nothing, where opting out is the law', 'US-CA', null, null, true],
    ['nothing, where consent is the law', 'NL', null, null, false],
    ['nothing, where no law is known', 'JP', null, null, true],
  ] as const)('%s', (_what, region, signals, hasConsent, allowed) => {
    expect(about('ADVERTISING', { region, signals, hasConsent })?.allowed).toBe(allowed);
  });

  it.each([
    ['NL', 'AGE_16_17', false],
    ['NL', 'UNDER_13', false],
    ['NL', 'ADULT', true],
    ['US', 'UNDER_13', false],
    ['US', 'AGE_13_15', true],
    ['US-CA', 'AGE_13_15', false],
    ['US-CA', 'AGE_16_17', true],
  ] as const)('in %s to %s: %s', (region, ageBand, allowed) => {
    const signals = { tcString: aTcString({ consents: [1, 2, 7] }) };
    expect(about('ADVERTISING', { region, ageBand, signals })?.allowed).toBe(allowed);
  });
});

describe('a decision', () => {
  it.each([
    ['NL', { tcString: YES }, null, 'DECODED_SIGNAL'],
    ['NL', { gpc: true }, true, 'CLIENT_BOOLEAN'],
    ['NL', { tcString: 'damaged' }, null, 'ABSENT'],
    ['US-CA', { gpc: true }, true, 'DECODED_SIGNAL'],
    ['US-CA', { usPrivacy: '1YNN' }, null, 'DECODED_SIGNAL'],
    ['US-CA', null, null, 'ABSENT'],
  ] as const)('grades its evidence: %s %j %s', (region, signals, hasConsent, grade) => {
    expect(decide({ region, signals, hasConsent }).grade).toBe(grade);
  });

  const optedOut = aGppString({ usca: { SaleOptOut: 1 } });
  const notOptedOut = aGppString({ usca: { SaleOptOut: 2 } });
  it.each<[what: string, signals: Partial<ConsentSignals>, saleOptOut: string | null]>([
    ['GPC', { gpc: true, gppString: notOptedOut }, 'Global Privacy Control'],
    ['no GPC', { gpc: false }, null],
    ['the section of the region', { gppString: optedOut, usPrivacy: '1YNN' }, 'GPP section usca, SaleOptOut opts out'],
    ['such a section over US Privacy', { gppString: notOptedOut, usPrivacy: '1YYN' }, null],
    ['such a section over that of another state', { gppString: aGppString({ usca: { SaleOptOut: 2 }, usva: { SaleOptOut: 1 } }) }, null],
    ['the section of another state alone', { gppString: aGppString({ usco: { TargetedAdvertisingOptOut: 1 } }) }, null],
    [
      'a section that does not apply, and US Privacy',
      { gppString: aGppString({ usca: { SaleOptOut: 0 } }), usPrivacy: '1YYN' },
      'US Privacy string, opt-out of sale = Y',
    ],
    ['US Privacy', { usPrivacy: '1YYN' }, 'US Privacy string, opt-out of sale = Y'],
    ['US Privacy without one', { usPrivacy: '1YNN' }, null],
    ['US Privacy that does not apply', { usPrivacy: '1---' }, null],
    ['a TC string over US Privacy', { tcString: aTcString({ consents: [1, 2, 7] }), usPrivacy: '1YYN' }, null],
    ['a TC string', { tcString: NO }, null],
  ])('names what opts out of sale by the best signal: %s', (_what, signals, saleOptOut) => {
    const decision = decide({ region: 'US-CA', signals });
    expect(decision.saleOptOut).toBe(saleOptOut);
    const isAdvertised = decision.purposes.some(({ purpose, allowed }) => purpose === 'ADVERTISING' && allowed);
    expect(isAdvertised && saleOptOut !== null).toBe(false);
  });

  it.each([
    ['says nothing', { SaleOptOut: 0 }, false],
    ['says no opt-out', { SaleOptOut: 2 }, true],
  ])('about advertising leaves it to the boolean when the section %s', (_what, usca, allowed) => {
    expect(about('ADVERTISING', { region: 'US-CA', signals: { gppString: aGppString({ usca }) }, hasConsent: false })?.allowed).toBe(
      allowed,
    );
  });

  it('tells what could not be decoded, what is weak, and what disagrees', () => {
    expect(codes({ signals: { tcString: 'damaged', gppString: 'damaged', usPrivacy: 'damaged' } })).toEqual(
      Array(3).fill('CONSENT_UNDECODABLE'),
    );
    expect(codes({ hasConsent: true })).toEqual(['WEAK_EVIDENCE']);
    expect(codes({ ageBand: 'UNDER_13' })).toEqual(['PARENTAL_AUTHORISATION_UNKNOWN']);
    expect(codes({ region: 'US-CA', signals: { usPrivacy: '1YYN', gppString: aGppString({ usca: { SaleOptOut: 2 } }) } })).toEqual([
      'SIGNALS_DISAGREE',
    ]);
  });

  it('rests on the law of the day', () => {
    expect(decide({ region: 'GB', on: new Date('2020-12-31') }).regulations).toEqual(['GDPR', 'EPRIVACY']);
    expect(decide({ region: 'GB', on: new Date('2026-01-15') }).regulations).toEqual(['UK_GDPR']);
    expect(decide({ region: 'CA-QC', on: new Date('2023-09-21') }).allowed).toBe(true);
    expect(decide({ region: 'CA-QC', on: new Date('2023-09-22') }).allowed).toBe(false);
  });

  it('is made once for equal questions', () => {
    const question = { signals: { tcString: YES } };
    expect(decide(question)).toBe(decide({ ...question, on: new Date(ON.getTime() + 1000) }));
    expect(decide(question)).not.toBe(decide({ ...question, hasConsent: true }));
    expect(decide(question)).not.toBe(decide({ ...question, ageBand: null }));
  });
});
