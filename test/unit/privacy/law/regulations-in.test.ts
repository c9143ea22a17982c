import { describe, expect, it } from 'vitest';
import { isEea } from '#privacy/eu-member-states.ts';
import { LAW } from '#privacy/law/law.ts';
import { regulationsIn } from '#privacy/law/regulations-in.ts';

const TODAY = '2026-11-22';
const versions = (region: string, day = TODAY) => regulationsIn(region, new Date(day)).map(({ version }) => version);
const names = (region: string, day = TODAY) => [...new Set(regulationsIn(region, new Date(day)).map(({ regulation }) => regulation))];

const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK AX GF GP MF MQ RE YT'.split(' ');

describe('the law of today', () => {
  it.each(EU)('in %s is GDPR, ePrivacy and AVMSD (TEU art. 52; TFEU art. 349, 355)', (region) => {
    expect(names(region)).toEqual(['GDPR', 'EPRIVACY', 'AVMSD']);
    expect(isEea(region)).toBe(true);
  });

  it.each([
    ['IS', ['GDPR', 'EPRIVACY']],
    ['LI', ['GDPR', 'EPRIVACY']],
    ['NO', ['GDPR', 'EPRIVACY']],
    ['DE-BE', ['GDPR', 'EPRIVACY', 'AVMSD']],
    ['GB', ['UK_GDPR']],
    ['GB-SCT', ['UK_GDPR']],
    ['US', ['VPPA', 'COPPA']],
    ['US-CA', ['CCPA', 'US_STATE_OPT_OUT', 'VPPA', 'COPPA']],
    ['US-TX', ['US_STATE_OPT_OUT', 'VPPA', 'COPPA']],
    ['US-NY', ['VPPA', 'COPPA']],
    ['BR', ['LGPD']],
    ['BR-SP', ['LGPD']],
    ['CA', ['PIPEDA']],
    ['CA-QC', ['PIPEDA', 'QC_LAW_25']],
    ['CH', []],
    ['JP', []],
    ['UK', []],
  ])('in %s is %j', (region, expected) => {
    expect(names(region)).toEqual(expected);
  });
});

/** The day before an entry begins or after it ends, and the day itself. */
describe('an entry applies from its first day to its last', () => {
  it.each([
    ['NL', '2018-05-25', 'gdpr-eu-1', 'GDPR art. 99(2)'],
    ['NO', '2018-07-20', 'gdpr-eea-efta-1', 'EEA Joint Committee Decision 154/2018'],
    ['GB', '2018-05-25', 'gdpr-gb-1', 'GDPR art. 99(2)'],
    ['NL', '2011-05-25', 'eprivacy-eu-1', 'Directive 2009/136/EC art. 4'],
    ['HR', '2013-07-01', 'eprivacy-hr-1', 'accession of Croatia'],
    ['YT', '2014-01-01', 'eprivacy-yt-1', 'European Council Decision 2012/419/EU'],
    ['IS', '2018-07-20', 'eprivacy-eea-efta-1', 'with the GDPR in the EEA'],
    ['GB', '2011-05-25', 'eprivacy-gb-1', 'Directive 2009/136/EC art. 4'],
    ['FR', '2020-09-19', 'avmsd-eu-1', 'Directive (EU) 2018/1808 art. 2(1)'],
    ['GB', '2021-01-01', 'uk-gdpr-1', 'end of the transition period'],
    ['GB', '2026-02-05', 'uk-gdpr-2-duaa-2025', 'commencement of the Data (Use and Access) Act 2025'],
    ['US-CA', '2020-01-01', 'ccpa-1', 'Cal. Civ. Code 1798.198(a)'],
    ['US-CA', '2023-01-01', 'ccpa-2-cpra', 'CPRA sec. 31(a)'],
    ['US-CA', '2026-01-01', 'ccpa-3-regulations-2026', '11 CCR 7000 ff.'],
    ['US-CA', '2020-08-14', 'us-opt-out-signal-ca-1', '11 CCR 999.315 as approved'],
    ['US-CO', '2024-07-01', 'us-opt-out-signal-co-1', 'C.R.S. 6-1-1306(1)(a)(IV)'],
    ['US-CT', '2025-01-01', 'us-opt-out-signal-ct-1', 'Conn. Gen. Stat. 42-520(e)'],
    ['US-MT', '2025-01-01', 'us-opt-out-signal-mt-1', 'Montana CDPA'],
    ['US-NE', '2025-01-01', 'us-opt-out-signal-ne-1', 'Nebraska DPA'],
    ['US-NH', '2025-01-01', 'us-opt-out-signal-nh-1', 'RSA 507-H'],
    ['US-TX', '2025-01-01', 'us-opt-out-signal-tx-1', 'Tex. Bus. & Com. Code 541.055(e)'],
    ['US-NJ', '2025-07-15', 'us-opt-out-signal-nj-1', 'N.J.S.A. 56:8-166.11: six months after 2025-01-15'],
    ['US-MN', '2025-07-31', 'us-opt-out-signal-mn-1', 'Minn. Stat. 325M'],
    ['US-DE', '2026-01-01', 'us-opt-out-signal-de-1', '6 Del. C. 12D-106'],
    ['US-OR', '2026-01-01', 'us-opt-out-signal-or-1', 'ORS 646A.578'],
    ['US-MD', '2026-04-01', 'us-opt-out-signal-md-1', 'MODPA, processing from 2026-04-01'],
    ['US', '1988-11-05', 'vppa-1', 'Pub. L. 100-618'],
    ['US', '2013-01-10', 'vppa-2-amendments-2012', 'Pub. L. 112-258'],
    ['US', '2000-04-21', 'coppa-1', '16 CFR 312'],
    ['US', '2026-04-22', 'coppa-2-amended-2025', '90 FR 16918'],
    ['BR', '2020-09-18', 'lgpd-1', 'Lei 14.058/2020'],
    ['BR', '2024-04-26', 'lgpd-2-breach-2024', 'ANPD Resolution 15/2024'],
    ['CA', '2004-01-01', 'pipeda-1', 'PIPEDA, last stage'],
    ['CA-QC', '2023-09-22', 'qc-law-25-1', '2021, c. 25, s. 175'],
  ])('in %s from %s: %s (%s)', (region, day, version) => {
    const dayBefore = new Date(Date.parse(day) - 1);
    expect(regulationsIn(region, dayBefore).map((entry) => entry.version)).not.toContain(version);
    expect(versions(region, day)).toContain(version);
    expect(LAW.some((entry) => entry.version === version && entry.effectiveFrom === day)).toBe(true);
  });

  it.each([
    ['GB', '2020-12-31', ['gdpr-gb-1', 'eprivacy-gb-1']],
    ['GB', '2026-01-15', ['uk-gdpr-1']],
    ['GB', '2026-02-04', ['uk-gdpr-1']],
    ['US-CA', '2022-12-31', ['ccpa-1', 'us-opt-out-signal-ca-1', 'vppa-2-amendments-2012', 'coppa-1']],
    ['US-CA', '2025-12-31', ['ccpa-2-cpra', 'us-opt-out-signal-ca-1', 'vppa-2-amendments-2012', 'coppa-1']],
    ['US', '2026-04-21', ['vppa-2-amendments-2012', 'coppa-1']],
    ['US', '2013-01-09', ['vppa-1', 'coppa-1']],
    ['BR', '2024-04-25', ['lgpd-1']],
  ])('in %s on %s the law is %j', (region, day, expected) => {
    expect(versions(region, `${day}T23:59:59.999Z`)).toEqual(expected);
  });
});

describe('every entry', () => {
  it('has a version of its own, real days and a citation', () => {
    expect(new Set(LAW.map(({ version }) => version)).size).toBe(LAW.length);
    for (const { effectiveFrom, effectiveTo, citations, regions } of LAW) {
      expect(new Date(effectiveFrom).toISOString().slice(0, 10)).toBe(effectiveFrom);
      expect(effectiveTo === null || effectiveTo > effectiveFrom).toBe(true);
      expect(citations.length).toBeGreaterThan(0);
      expect(regions.length).toBeGreaterThan(0);
    }
  });

  it.each([
    ['NL', 'BREACH_NOTIFICATION', 'PT72H', null],
    ['NL', 'ACCESS_RESPONSE', 'P1M', null],
    ['NL', 'ERASURE_RESPONSE', 'P1M', null],
    ['GB', 'BREACH_NOTIFICATION', 'PT72H', null],
    ['US-CA', 'OPT_OUT_RESPONSE', null, 15],
    ['US-CA', 'ERASURE_RESPONSE', 'P45D', null],
    ['US-CA', 'DESTROY_VIEWING_RECORDS', 'P1Y', null],
    ['BR', 'ACCESS_RESPONSE', 'P15D', null],
    ['BR', 'BREACH_NOTIFICATION', null, 3],
  ])('in %s asks for %s within %s or %s business days', (region, kind, within, businessDays) => {
    const obligations = regulationsIn(region, new Date(TODAY)).flatMap((entry) => entry.obligations);
    expect(obligations).toContainEqual(expect.objectContaining({ kind, within, businessDays }));
  });
});
