import { holdBatches, unlinkDevice, unlinkViewer } from '#store/identities/erasures.ts';
import type { Sql } from '#store/sql.ts';

/** Erases a viewer of this pseudonym, and gives up devices, as a request for erasure does; answers the id of the tombstone. */
export const unlink = (sql: Sql, viewerId: string, deviceIds: readonly string[] = []): Promise<string | null> =>
  sql.transaction(async (transaction) => {
    await holdBatches(transaction);
    for (const deviceId of deviceIds) await unlinkDevice(transaction, deviceId);
    return unlinkViewer(transaction, viewerId, new Date());
  });
