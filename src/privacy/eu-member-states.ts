/** The 27 member states of the European Union since 2020-02-01 (TEU art. 52), ISO 3166-1 alpha-2. */
export const EU_MEMBER_STATES: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/**
 * Parts of member states with a country code of their own in which Union law applies (TFEU art. 349 and 355):
 * Åland, French Guiana, Guadeloupe, Saint Martin, Martinique, Réunion, Mayotte.
 */
export const EU_TERRITORIES: ReadonlySet<string> = new Set('AX GF GP MF MQ RE YT'.split(' '));

/** Iceland, Liechtenstein and Norway: in the European Economic Area, not in the Union. */
export const EEA_EFTA_STATES: ReadonlySet<string> = new Set(['IS', 'LI', 'NO']);

/** True when a country (ISO 3166-1 alpha-2) is in the European Union; the EEA's other states and the United Kingdom are not. */
export const isInEu = (countryCode: string): boolean => EU_MEMBER_STATES.has(countryCode) || EU_TERRITORIES.has(countryCode);

/** True for regions (ISO 3166-1 alpha-2 or 3166-2) of the European Economic Area: the European Union, Iceland, Liechtenstein and Norway. */
export const isEea = (region: string): boolean => {
  const country = region.slice(0, 2);
  return isInEu(country) || EEA_EFTA_STATES.has(country);
};
