import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeGppString } from '#privacy/consent/decode-gpp-string.ts';
import { decodeTcString } from '#privacy/consent/decode-tc-string.ts';
import { decodeUsPrivacy } from '#privacy/consent/decode-us-privacy.ts';
import { decideConsent } from '#privacy/consent/decide-consent.ts';
import { aGppString, aTcString, someSignals } from '../../../support/consent-signals.ts';

const TC = aTcString({ consents: [1, 2, 8], interests: [7, 9], publisherConsents: [1, 8] });
const GPP = aGppString({
  tcfeuv2: { CmpId: 42, PurposeConsents: [true] },
  tcfcav1: { CmpId: 42 },
  usnat: { SaleOptOut: 1 },
  usca: { Gpc: true },
});
/** Milliseconds a text may take, on a busy machine. */
const PATIENCE_MS = 200;

describe('a TC string', () => {
  it('is read up to its vendors', () => {
    const core = aTcString({ consents: [1, 8], interests: [7] });
    expect(decodeTcString(core)).toEqual({ source: 'TC string', consents: new Set([1, 8]), legitimateInterests: new Set([7]) });
  });

  it('is read by its publisher segment when that says something', () => {
    expect(decodeTcString(TC)).toEqual({
      source: 'TC string, publisher segment',
      consents: new Set([1, 8]),
      legitimateInterests: new Set(),
    });
  });

  it.each(['', 'C', 'garbage', '.', 'CPzHq4A', `${TC}!`, 'B'.repeat(60), 'C'.repeat(4097), '1YNN', 'DBAA', '\0', '💥'.repeat(50)])(
    'is not %j',
    (text) => expect(decodeTcString(text)).toBeNull(),
  );
});

describe('a GPP string', () => {
  it('is read section by section', () => {
    expect(decodeGppString(GPP)).toMatchObject({
      tcfEu: { source: 'GPP section tcfeuv2', consents: new Set([1]) },
      us: [
        { name: 'usnat', optOutField: 'SaleOptOut' },
        { name: 'usca', optOutField: 'Gpc' },
      ],
      undecodable: [],
    });
  });

  it.each('usnat usca usva usco usut usct usfl usmt usor ustx usde usia usne usnh usnj ustn usmn usmd usin usky usri'.split(' '))(
    'has the section %s',
    (name) => {
      const said = (SaleOptOut: number) => decodeGppString(aGppString({ [name]: { SaleOptOut } }))?.us;
      expect(said(1)).toEqual([{ name, optOutField: 'SaleOptOut', isApplicable: true }]);
      expect(said(2)).toEqual([{ name, optOutField: null, isApplicable: true }]);
      expect(said(0)).toEqual([{ name, optOutField: null, isApplicable: false }]);
    },
  );

  it('names a section that is damaged and reads the others', () => {
    const [header, , usnat] = aGppString({ uspv1: { OptOutSale: 'Y' }, usnat: { SaleOptOut: 1 } }).split('~');
    expect(decodeGppString(`${header}~???~${usnat}`)).toMatchObject({ us: [{ name: 'usnat' }], undecodable: [6] });
  });

  it.each(['', 'DBAA', 'DBAA~', 'garbage', 'DBABBg', 'DBABBg~x~y', `DB${'B'.repeat(4000)}`, `DB${'w'.repeat(60)}~x`, 'D'.repeat(5000)])(
    'is not %j',
    (text) => expect(decodeGppString(text)).toBeNull(),
  );
});

describe('a US Privacy string', () => {
  it.each([
    ['1YYN', true],
    ['1yyn', true],
    ['1YNN', false],
    ['1---', null],
  ])('%s: opted out is %s', (text, isSaleOptedOut) => expect(decodeUsPrivacy(text)).toEqual({ isSaleOptedOut }));

  it.each(['', '1', '2YNN', '1YN', '1YNNN', '1ABC', 'ıYNN'])('is not %j', (text) => expect(decodeUsPrivacy(text)).toBeNull());
});

/** A text with some characters replaced, dropped, doubled, or cut off. */
const damaged = (text: string) =>
  fc
    .array(
      fc.tuple(
        fc.nat(text.length),
        fc.constantFrom('replace', 'drop', 'insert', 'cut', 'repeat'),
        fc.string({ unit: 'binary', maxLength: 3 }),
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((edits) => edits.reduce((edited, edit) => damage(edited, ...edit), text));

const damage = (text: string, at: number, kind: string, other: string): string => {
  const [head, tail] = [text.slice(0, at), text.slice(at)];
  switch (kind) {
    case 'replace':
      return head + other + tail.slice(other.length);
    case 'drop':
      return head + tail.slice(1);
    case 'insert':
      return head + other + tail;
    case 'repeat':
      return head + tail.repeat(5);
    default:
      return head;
  }
};

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~.';
const wellSpelled = (prefix: string) => fc.string({ unit: fc.constantFrom(...BASE64URL), maxLength: 4200 }).map((text) => prefix + text);

describe('whatever is sent', () => {
  it.each([
    ['a damaged TC string', damaged(TC)],
    ['a damaged GPP string', damaged(GPP)],
    ['any text', fc.string({ unit: 'binary', maxLength: 5000 })],
    ['random bits after a TC string’s version', wellSpelled('C')],
    ['random bits after a GPP header', wellSpelled('DB')],
    ['a section of random bits', wellSpelled('DBABMA~C')],
    ['a Canadian section of random bits', wellSpelled('DBABDA~B')],
    ['a national section of random bits', wellSpelled('DBABLA~C')],
  ])('deciding %s neither throws nor hangs', (_what, texts) => {
    fc.assert(
      fc.property(texts, fc.constantFrom('NL', 'US-CA', 'CA-QC', 'JP'), (text, region) => {
        const start = performance.now();
        const signals = someSignals({ tcString: text, gppString: text, usPrivacy: text });
        const decision = decideConsent({ signals, hasConsent: null, region, ageBand: null, on: new Date('2026-06-01') });
        expect(decision.purposes).toHaveLength(6);
        expect(performance.now() - start).toBeLessThan(PATIENCE_MS);
      }),
      { numRuns: 200 },
    );
  });
});
