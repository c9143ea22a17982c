import type { Random } from '#simulator/story/random.ts';
import { roundOf, type Situation } from '#simulator/story/situation.ts';
import type { Journey } from '#simulator/story/step.ts';
import { brokenTitle } from '#simulator/story/title.ts';
import { failingDevice } from './failing-device.ts';
import { failingTitle } from './failing-title.ts';
import { guessingPasswords } from './guessing-passwords.ts';
import { hecticClient } from './hectic-client.ts';
import { watching } from './watching.ts';

/** What the `index`-th screen lives through in its situation. */
// oxlint-disable-next-line complexity -- a list of situations
export const journeyOf = (random: Random, index: number, situation: Situation): Journey => {
  switch (situation) {
    case 'broken-title':
      return failingTitle(random, brokenTitle(roundOf(index)));
    case 'broken-device':
      return failingDevice(random);
    case 'password-guessing':
      return guessingPasswords(random);
    case 'hectic-client':
      return hecticClient(random);
    case 'ordinary':
    case 'no-consent':
    case 'silent-player':
    case 'child':
    case 'shared-account':
    case 'unknown-viewer':
    case 'unknown-device':
      return watching(random);
    default:
      return situation satisfies never;
  }
};
