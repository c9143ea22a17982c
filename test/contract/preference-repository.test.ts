import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_PREFERENCES } from '#domain/privacy-preferences.ts';
import { createOrmPreferenceRepository } from '#store/preferences/orm-preference-repository.ts';
import type { PreferenceRepository } from '#store/preferences/preference-repository.ts';
import { NOON } from '../support/builders.ts';
import { DATABASE_KINDS, openTestStore, type TestStore } from '../support/test-store.ts';

const LATER = new Date(NOON.getTime() + 60_000);

describe.each(DATABASE_KINDS)('preferences on %s', (kind) => {
  let opened: TestStore;
  let preferences: PreferenceRepository;
  beforeAll(async () => {
    opened = await openTestStore(kind);
    preferences = createOrmPreferenceRepository(opened.database);
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  it('of who never asked are none', async () => {
    expect(await preferences.ofViewers([randomUUID()])).toEqual([NO_PREFERENCES]);
    expect(await preferences.ofViewers([])).toEqual([]);
  });

  it('change only what is named, and keep the moment of the first request', async () => {
    const viewer = randomUUID();
    const first = await preferences.change(viewer, { doNotTrack: true, deletionRequested: true }, NOON);
    const second = await preferences.change(viewer, { doNotTrack: true, saleOptOut: true, deletionRequested: null }, LATER);
    expect(first).toEqual({
      doNotTrack: true,
      doNotTrackSince: NOON,
      saleOptOut: false,
      saleOptOutSince: null,
      deletionRequestedAt: NOON,
      updatedAt: NOON,
    });
    expect(second).toEqual({ ...first, saleOptOut: true, saleOptOutSince: LATER, updatedAt: LATER });
    expect(await preferences.ofViewers([randomUUID(), viewer])).toEqual([NO_PREFERENCES, second]);
  });

  it('can be taken back, and then begin anew', async () => {
    const viewer = randomUUID();
    await preferences.change(viewer, { doNotTrack: true }, NOON);
    expect(await preferences.change(viewer, { doNotTrack: false }, NOON)).toMatchObject({ doNotTrack: false, doNotTrackSince: null });
    expect(await preferences.change(viewer, { doNotTrack: true }, LATER)).toMatchObject({ doNotTrackSince: LATER });
  });

  it('asked for at once by many requests are all kept', async () => {
    const viewer = randomUUID();
    const changes = [{ doNotTrack: true }, { saleOptOut: true }, { deletionRequested: true }];
    await Promise.all(changes.map((change) => preferences.change(viewer, change, NOON)));
    expect(await preferences.ofViewers([viewer])).toMatchObject([{ doNotTrack: true, saleOptOut: true, deletionRequestedAt: NOON }]);
  });

  it('are what a batch reads inside its transaction, the latest committed', async () => {
    const viewer = randomUUID();
    const read = () => opened.store.inTransaction(NOON, (batch) => batch.preferences(new Set([viewer]), 0));
    expect(await read()).toEqual(new Map());
    await preferences.change(viewer, { doNotTrack: true }, NOON);
    expect((await read()).get(viewer)).toMatchObject({ doNotTrackSince: NOON });
  });
});
