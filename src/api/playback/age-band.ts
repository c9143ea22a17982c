import { enumOf } from '#api/common/enum-of.ts';
import type { AgeBand as Value } from '#domain/playback-event.ts';

/** How old a viewer is, as far as the client says. */
export const AgeBand = enumOf<Value>('AgeBand', 'How old the viewer is, as far as the client knows from the profile.', {
  UNDER_13: 'Younger than 13 years.',
  AGE_13_15: '13 to 15 years.',
  AGE_16_17: '16 or 17 years.',
  ADULT: '18 years or older.',
  UNKNOWN: 'The profile does not say.',
});
