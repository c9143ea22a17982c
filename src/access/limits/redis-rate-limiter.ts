import type { Redis } from 'ioredis';
import { createAskTogether } from '#runtime/ask-together.ts';
import { redisScript } from '#runtime/redis-script.ts';
import { limiterOfTakes } from './limiter-of-takes.ts';
import type { QuotaState, RateLimiter, Take } from './rate-limiter.ts';
import { BUCKETS_PER_WINDOW } from './sliding-window.ts';

export type RedisRateLimiterOptions = {
  /** Stays the caller's to close. */
  readonly redis: Redis;
  /** Put before every key. */
  readonly prefix: string;
  /** What is written of a subject, which may be an address: the same in every process. */
  readonly hashSubject: (subject: string) => string;
  /** Milliseconds since 1970; default the clock of Redis, which all processes share. */
  readonly clock?: () => number;
};

/**
 * Counts for all processes, in hashes that expire, all under one hash tag. Takes that come together share one call of one script, so that
 * each is judged after the ones before it. Rejects when Redis cannot be reached or has not answered in `ANSWER_MS_MAX`.
 */
export const createRedisRateLimiter = ({ redis, prefix, hashSubject, clock }: RedisRateLimiterOptions): RateLimiter => {
  const keyOf = ({ unit, windowMs, subject }: Take): string => `${prefix}{limits}:${unit}:${windowMs}:${hashSubject(subject)}`;
  const call = async (requests: readonly (readonly Take[])[]): Promise<readonly (readonly QuotaState[])[]> => {
    const places = new Map<string, number>();
    const args = requests.flatMap((takes) => [takes.length, ...takes.flatMap((take) => argsOf(take, placeOf(places, keyOf(take))))]);
    const answer = await inTime(TAKE<readonly number[]>(redis, [...places.keys()], [clock?.() ?? '', BUCKETS_PER_WINDOW, ...args]));
    const states = statesOf(requests.flat(), answer);
    return requests.map((takes) => states.splice(0, takes.length));
  };
  const askTogether = createAskTogether({ call, groupSize: () => REQUESTS_PER_CALL_MAX, waitingMax: REQUESTS_WAITING_MAX });
  return limiterOfTakes((takes) => askTogether(takes) ?? Promise.reject(new Error('too many requests wait for their limits')));
};

const TAKE = redisScript(new URL('take-quotas.lua', import.meta.url));

/** Requests that are looked at in one call; those that wait for it beyond REQUESTS_WAITING_MAX fail at once. */
const REQUESTS_PER_CALL_MAX = 500;
const REQUESTS_WAITING_MAX = 10_000;

/** Requests wait for it: a Redis that is slower than this is as good as away. */
const ANSWER_MS_MAX = 250;

const inTime = async <Answer>(asked: Promise<Answer>): Promise<Answer> => {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`Redis has not answered in ${ANSWER_MS_MAX} ms`)), ANSWER_MS_MAX);
  try {
    return await Promise.race([asked, late.promise]);
  } finally {
    clearTimeout(timer);
  }
};

/** The number of a key in the call, from 1. */
const placeOf = (places: Map<string, number>, key: string): number => {
  const place = places.get(key) ?? places.size + 1;
  places.set(key, place);
  return place;
};

const argsOf = ({ limit, windowMs, cost }: Take, place: number): readonly number[] => [place, limit, windowMs, cost];

const NUMBERS_PER_TAKE = 4;

const statesOf = (takes: readonly Take[], answer: readonly number[]): QuotaState[] =>
  takes.map(({ limit, windowMs }, i) => {
    const [isAllowed = 0, remaining = 0, resetAt = 0, retryAfterMs = 0] = answer.slice(i * NUMBERS_PER_TAKE, (i + 1) * NUMBERS_PER_TAKE);
    return { isAllowed: isAllowed === 1, limit, windowMs, remaining, resetAt: new Date(resetAt), retryAfterMs };
  });
