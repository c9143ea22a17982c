import type { Client } from 'pg';
import { createIdentityCipher } from '#store/identities/identity-cipher.ts';
import { createIdentityTable } from '#store/identities/identity-table.ts';
import type { Sql } from '#store/sql.ts';

/** People who watch, the same at every size. */
export const VIEWERS = 20_000;
/** Pseudonyms made with one statement. */
const PAGE = 2_000;

/** What clients send as the id of a viewer. */
export const userIdOf = (number: number): string => `bench-viewer-${number}`;

/** Makes the pseudonyms of everybody and of their screens as a worker does, and lists who has which screen in `bench_screens`. */
export const makeAudience = async (sql: Sql, client: Client, identityKey: string): Promise<void> => {
  const identities = createIdentityTable(sql, createIdentityCipher(Buffer.from(identityKey, 'hex')));
  await client.query(SCREENS);
  for (let first = 1; first <= VIEWERS; first += PAGE) {
    const numbers = Array.from({ length: PAGE }, (_, i) => first + i);
    const viewers = await identities.identify('VIEWER', numbers.map(userIdOf));
    const devices = await identities.identify('DEVICE', numbers.map(deviceIdOf));
    await client.query(ADD_SCREENS, [
      numbers,
      numbers.map((number) => viewers.get(userIdOf(number))),
      numbers.map((number) => devices.get(deviceIdOf(number))),
    ]);
  }
};

const deviceIdOf = (number: number): string => `bench-device-${number}`;

const SCREENS = 'create table bench_screens (number int primary key, viewer_id uuid not null, device_id uuid not null)';
const ADD_SCREENS = 'insert into bench_screens select * from unnest($1::int[], $2::uuid[], $3::uuid[])';
