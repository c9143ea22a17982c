import type { Random } from '#simulator/story/random.ts';
import type { Step } from '#simulator/story/step.ts';
import { pickTitle, type Title } from '#simulator/story/title.ts';

const SECOND_MS = 1000;
const BITRATES_KBPS = [1800, 3000, 4500, 8000, 16_000] as const;

/** Ordinary evenings: sign in, choose a title, watch some or all of it, choose the next. */
export function* watching(random: Random): Generator<Step, never> {
  yield { afterMs: random.between(0, 15 * SECOND_MS), eventType: 'LOGIN' };
  for (let session = 1; ; session++) {
    yield* playback(random, { session, title: pickTitle(random) });
    if (random.chance(0.02)) yield { afterMs: 2 * SECOND_MS, eventType: random.pick(['PURCHASE', 'DOWNLOAD']) };
    if (random.chance(0.1)) yield* returning(random);
  }
}

type Showing = { readonly session: number; readonly title: Title };

function* returning(random: Random): Generator<Step> {
  yield { afterMs: random.between(2, 10) * SECOND_MS, eventType: 'LOGOUT' };
  yield { afterMs: random.between(20, 120) * SECOND_MS, eventType: 'LOGIN' };
}

function* playback(random: Random, { session, title }: Showing): Generator<Step> {
  const about = { session, contentId: title.contentId, durationMs: title.durationMs };
  const player: Player = { positionMs: startOf(random, title), bitrateKbps: random.pick(BITRATES_KBPS) };
  const now = () => ({ ...about, positionMs: Math.min(Math.floor(player.positionMs), title.durationMs) });
  yield { afterMs: random.between(3, 20) * SECOND_MS, eventType: 'PLAY', ...now() };
  yield { afterMs: random.between(0.4, 3) * SECOND_MS, eventType: 'PLAYING', ...now(), bitrateKbps: player.bitrateKbps };
  const beats = beatsOf(random);
  for (let beat = 0; beat < beats && player.positionMs < title.durationMs; beat++) {
    for (const step of moment(random, player)) yield { ...step, ...now() };
  }
  yield { afterMs: random.between(0.5, 8) * SECOND_MS, eventType: 'STOP', ...now() };
}

/** Where playback stands; a moment moves it. */
type Player = { positionMs: number; bitrateKbps: number };

/** Most start at the beginning, some where they stopped the day before. */
const startOf = (random: Random, { durationMs }: Title): number => (random.chance(0.8) ? 0 : random.between(0, durationMs * 0.8));

/** A third zap on after a minute, few see the end. */
const beatsOf = (random: Random): number => (random.chance(0.35) ? random.whole(1, 5) : random.whole(10, 150));

/** What may happen, and how often; the rest are heartbeats. */
const MOMENTS: readonly { readonly share: number; readonly happen: (random: Random, player: Player) => Generator<Step> }[] = [
  { share: 0.05, happen: bitrateChange },
  { share: 0.04, happen: seek },
  { share: 0.03, happen: pause },
  { share: 0.02, happen: rebuffer },
  { share: 0.015, happen: adBreak },
  { share: 0.004, happen: hiccup },
];

function moment(random: Random, player: Player): Generator<Step> {
  let rest = random.next();
  const { happen } = MOMENTS.find(({ share }) => (rest -= share) < 0) ?? { happen: heartbeat };
  return happen(random, player);
}

const advance = (player: Player, afterMs: number): number => {
  player.positionMs += afterMs;
  return afterMs;
};

function* heartbeat(random: Random, player: Player): Generator<Step> {
  yield { afterMs: advance(player, random.between(9, 11) * SECOND_MS), eventType: 'HEARTBEAT', bitrateKbps: player.bitrateKbps };
}

function* bitrateChange(random: Random, player: Player): Generator<Step> {
  player.bitrateKbps = random.pick(BITRATES_KBPS);
  yield { afterMs: advance(player, random.between(1, 10) * SECOND_MS), eventType: 'BITRATE_CHANGE', bitrateKbps: player.bitrateKbps };
}

function* seek(random: Random, player: Player): Generator<Step> {
  const afterMs = advance(player, random.between(1, 10) * SECOND_MS);
  player.positionMs = Math.max(0, player.positionMs + random.between(-60, 300) * SECOND_MS);
  yield { afterMs, eventType: 'SEEK' };
}

function* pause(random: Random, player: Player): Generator<Step> {
  yield { afterMs: advance(player, random.between(1, 10) * SECOND_MS), eventType: 'PAUSE' };
  yield { afterMs: random.between(5, 60) * SECOND_MS, eventType: 'RESUME' };
}

function* rebuffer(random: Random, player: Player): Generator<Step> {
  yield { afterMs: advance(player, random.between(1, 10) * SECOND_MS), eventType: 'BUFFER_START' };
  yield { afterMs: random.between(0.2, 6) * SECOND_MS, eventType: 'BUFFER_END' };
}

function* adBreak(random: Random, player: Player): Generator<Step> {
  yield { afterMs: advance(player, random.between(1, 10) * SECOND_MS), eventType: 'AD_START' };
  yield { afterMs: 15 * SECOND_MS, eventType: 'AD_END' };
}

function* hiccup(random: Random, player: Player): Generator<Step> {
  const errorCode = random.pick(['NET_TIMEOUT', 'DECODER_STALL', 'MANIFEST_STALE']);
  yield { afterMs: advance(player, random.between(1, 10) * SECOND_MS), eventType: 'ERROR', errorCode };
}
