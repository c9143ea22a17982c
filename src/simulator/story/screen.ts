import { type DeviceType, type NetworkType, SUBSCRIPTION_PLANS } from '#domain/playback-event.ts';
import { type ConsentHabit, consentHabitOf } from './consent-habit.ts';
import { foreignMarket, type Market, pickConsentMarket, pickCoppaMarket, pickMarket } from './market.ts';
import type { Random } from './random.ts';
import type { SimulatedEvent } from '#simulator/simulated-event.ts';
import { roundOf, type Situation } from './situation.ts';

/** What every event of one screen says: who watches, where and on what. */
export type Screen = Pick<
  SimulatedEvent,
  | 'userId'
  | 'deviceId'
  | 'region'
  | 'isEu'
  | 'hasConsent'
  | 'ipAddress'
  | 'subscriptionPlan'
  | 'deviceType'
  | 'appVersion'
  | 'networkType'
  | 'ageBand'
> & { readonly consentHabit: ConsentHabit | null };

/** The `index`-th screen; the same numbers make the same one. */
export const createScreen = (random: Random, index: number, situation: Situation): Screen => {
  const { region, isEu, needsConsent } = marketOf(random, index, situation);
  const model = random.pick(MODELS);
  const hasConsent = consentOf(random, needsConsent, situation);
  return {
    ...identityOf(model.maker, index, situation),
    region,
    isEu,
    hasConsent,
    ipAddress: random.chance(0.7) ? ipV4Of(index) : ipV6Of(index),
    subscriptionPlan: situation === 'shared-account' ? 'STANDARD' : random.pick(SUBSCRIPTION_PLANS),
    deviceType: model.deviceType,
    appVersion: random.pick(APP_VERSIONS),
    networkType: random.pick(model.networks),
    ageBand: situation === 'child' ? 'UNDER_13' : random.pick(['ADULT', 'ADULT', 'ADULT', 'UNKNOWN', 'AGE_16_17']),
    consentHabit: consentHabitOf(random, { region, needsConsent, hasConsent }),
  };
};

type Model = { readonly maker: string; readonly deviceType: DeviceType; readonly networks: readonly [NetworkType, ...NetworkType[]] };
const MODELS: readonly [Model, ...Model[]] = [
  { maker: 'tv_lg', deviceType: 'SMART_TV', networks: ['WIFI', 'ETHERNET'] },
  { maker: 'tv_samsung', deviceType: 'SMART_TV', networks: ['WIFI', 'ETHERNET'] },
  { maker: 'tv_sony', deviceType: 'SMART_TV', networks: ['WIFI'] },
  { maker: 'stb_humax', deviceType: 'SET_TOP_BOX', networks: ['ETHERNET'] },
  { maker: 'stick_roku', deviceType: 'STREAMING_STICK', networks: ['WIFI'] },
  { maker: 'stick_fire', deviceType: 'STREAMING_STICK', networks: ['WIFI'] },
  { maker: 'console_ps', deviceType: 'GAME_CONSOLE', networks: ['ETHERNET', 'WIFI'] },
  { maker: 'phone', deviceType: 'MOBILE', networks: ['CELLULAR', 'WIFI'] },
  { maker: 'tablet', deviceType: 'TABLET', networks: ['WIFI'] },
  { maker: 'browser', deviceType: 'DESKTOP', networks: ['WIFI', 'ETHERNET', 'UNKNOWN'] },
];
const APP_VERSIONS = ['4.18.2', '4.18.2', '4.18.1', '4.17.0', '4.12.5'] as const;

const marketOf = (random: Random, index: number, situation: Situation): Market => {
  if (situation === 'no-consent' || situation === 'silent-player') return pickConsentMarket(random);
  if (situation === 'child') return pickCoppaMarket(random);
  return situation === 'shared-account' ? foreignMarket(index) : pickMarket(random);
};

/** Without consent most say no, some say nothing; nobody asks a parent. Elsewhere half of the players do not ask. */
const consentOf = (random: Random, needsConsent: boolean, situation: Situation): boolean | null => {
  if (situation === 'no-consent') return random.chance(0.7) ? false : null;
  if (situation === 'silent-player' || situation === 'child') return null;
  return needsConsent || random.chance(0.5) ? true : null;
};

/** Passwords are guessed from a device nobody knows. */
const identityOf = (maker: string, index: number, situation: Situation): Pick<Screen, 'userId' | 'deviceId'> => {
  const userId = situation === 'shared-account' ? `user_shared_${roundOf(index)}` : `user_${index}`;
  const deviceId = `${maker}_${(index * 2_654_435_761) % 2 ** 32}`;
  if (situation === 'unknown-viewer' || situation === 'silent-player') return { deviceId };
  return situation === 'unknown-device' || situation === 'password-guessing' ? { userId } : { userId, deviceId };
};

/** 100.64.0.0/10, addresses that are nobody's (RFC 6598): neighbouring screens are in different /24 networks. */
const ipV4Of = (index: number): string => `100.${64 + ((index >> 8) & 63)}.${index & 255}.${1 + ((index >> 14) % 254)}`;

/** 2001:db8::/32, the documentation prefix (RFC 3849), a /48 for each screen. */
const ipV6Of = (index: number): string => `2001:db8:${(index & 0xffff).toString(16)}::${((index >> 16) + 1).toString(16)}`;
