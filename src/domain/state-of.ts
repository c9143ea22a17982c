/** The state a country or territory (ISO 3166-1 alpha-2) belongs to, itself where it is one: networks of territories are often announced by the state. */
export const stateOf = (country: string): string => STATES.get(country) ?? country;

/** Dependent territories with a code of their own, by the state that represents them (ISO 3166-1, UN M49). */
const TERRITORIES: Readonly<Record<string, string>> = {
  AU: 'CC CX HM NF',
  CN: 'HK MO',
  DK: 'FO GL',
  FI: 'AX',
  FR: 'BL GF GP MF MQ NC PF PM RE TF WF YT',
  GB: 'AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG',
  NL: 'AW BQ CW SX',
  NO: 'BV SJ',
  NZ: 'CK NU TK',
  US: 'AS GU MP PR UM VI',
};

const STATES: ReadonlyMap<string, string> = new Map(
  Object.entries(TERRITORIES).flatMap(([state, territories]) => territories.split(' ').map((territory) => [territory, state] as const)),
);
