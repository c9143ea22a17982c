import { describe, expect, it } from 'vitest';
import { encodeGlobalId } from '#api/global-id.ts';
import { aStoredEvent } from '../../support/array-event-reader.ts';
import { createMemoryApi } from '../../support/memory-api.ts';

type Law = { readonly regulations: readonly { readonly regulation: string; readonly version: string }[] };

/** The API's clock stands at 2026-03-10. */
const askRegion = async (code: string, on?: string) => {
  await using api = await createMemoryApi();
  return api.ask(
    'query ($code: RegionCode!, $on: Date) { region(code: $code) { id code name isEea regulations(on: $on) { regulation version } } }',
    { code, on },
  );
};
const regulationsOf = async (code: string, on?: string) =>
  ((await askRegion(code, on)).data as { readonly region: Law }).region.regulations.map(({ version }) => version);

const askRegions = async (regulatedBy?: readonly string[]) => {
  await using api = await createMemoryApi();
  const { data } = await api.ask('query ($by: [Regulation!]) { regions(regulatedBy: $by) { code } }', { by: regulatedBy });
  return (data as { readonly regions: readonly { readonly code: string }[] }).regions.map(({ code }) => code);
};

describe('a region', () => {
  it.each([
    ['NL', 'Netherlands, Kingdom of the', true],
    ['NO', 'Norway', true],
    ['GB', 'United Kingdom of Great Britain and Northern Ireland', false],
    ['US-CA', 'California', false],
  ])('%s has the name of ISO 3166', async (code, name, isEea) => {
    const { data } = await askRegion(code);
    expect(data?.['region']).toMatchObject({ id: encodeGlobalId('Region', code), code, name, isEea });
  });

  it.each([
    ['UK', 'use GB'],
    ['EU', 'name a member state'],
    ['XX', 'not a region'],
    ['US-XX', 'not a region'],
  ])('is not %s: %s', async (code, hint) => {
    const { errors } = await askRegion(code);
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
    expect(errors?.[0]?.message).toContain(hint);
  });

  it.each([
    ['GB', '2020-12-31', ['gdpr-gb-1', 'eprivacy-gb-1']],
    ['GB', '2026-01-15', ['uk-gdpr-1']],
    ['GB', '2026-02-04', ['uk-gdpr-1']],
    ['GB', '2026-02-05', ['uk-gdpr-2-duaa-2025']],
    ['GB', undefined, ['uk-gdpr-2-duaa-2025']],
    ['US-CA', '2025-12-31', ['ccpa-2-cpra', 'us-opt-out-signal-ca-1', 'vppa-2-amendments-2012', 'coppa-1']],
    ['JP', undefined, []],
  ])('%s on %s has the law of that day', async (code, on, expected) => {
    expect(await regulationsOf(code, on)).toEqual(expected);
  });

  it('of a stored event can be asked for the law of the event’s day', async () => {
    await using api = await createMemoryApi({
      events: [aStoredEvent({ eventId: 'e1', region: 'GB', occurredAt: new Date('2026-01-15T12:00:00Z') })],
    });
    const { data } = await api.ask(`{ event(eventId: "e1") { ... on PlaybackEvent {
      consent { regulations } region { regulations(on: "2026-01-15") { version } } } } }`);
    expect(data).toEqual({ event: { consent: { regulations: ['UK_GDPR'] }, region: { regulations: [{ version: 'uk-gdpr-1' }] } } });
  });

  it('says what its laws ask for, until when, and where that stands', async () => {
    await using api = await createMemoryApi();
    const { data } = await api.ask(`{ region(code: "US-CA") { regulations { regulation consentModel effectiveFrom effectiveTo
      obligations { kind within businessDays citation { label } } citations { label } } } }`);
    const [ccpa] = (data as { readonly region: Law }).region.regulations;
    expect(ccpa).toMatchObject({ regulation: 'CCPA', consentModel: 'OPT_OUT', effectiveFrom: '2026-01-01', effectiveTo: null });
    expect(ccpa).toHaveProperty('obligations', [
      { kind: 'ACCESS_RESPONSE', within: 'P45D', businessDays: null, citation: { label: 'Cal. Civ. Code 1798.130(a)(2)' } },
      { kind: 'ERASURE_RESPONSE', within: 'P45D', businessDays: null, citation: { label: 'Cal. Civ. Code 1798.105, 1798.130(a)(2)' } },
      { kind: 'OPT_OUT_RESPONSE', within: null, businessDays: 15, citation: { label: '11 CCR 7026' } },
    ]);
  });
});

describe('regions', () => {
  it.each([
    [['UK_GDPR'], ['GB']],
    [
      ['LGPD', 'QC_LAW_25'],
      ['BR', 'CA-QC'],
    ],
    [[], []],
  ])('regulated by %j today are %j', async (regulatedBy, expected) => {
    expect(await askRegions(regulatedBy)).toEqual(expected);
  });

  it('regulated by the law of a country are its parts with laws of their own too', async () => {
    expect(await askRegions(['VPPA'])).toEqual(expect.arrayContaining(['US', 'US-CA', 'US-TX']));
  });

  it('regulated by GDPR do not have the United Kingdom among them, where it once applied', async () => {
    const regions = await askRegions(['GDPR']);
    expect(regions).toEqual(expect.arrayContaining(['DE', 'IS', 'NL', 'NO']));
    expect(regions).not.toContain('GB');
  });

  it('regulated by a law of the future are not yet', async () => {
    expect(await askRegions(['US_STATE_OPT_OUT'])).toContain('US-OR');
    expect(await askRegions(['US_STATE_OPT_OUT'])).not.toContain('US-MD');
  });

  it('are all that any known law regulates, unless one is named', async () => {
    expect(await askRegions()).toEqual(expect.arrayContaining(['BR', 'CA', 'GB', 'NL', 'US']));
  });
});
