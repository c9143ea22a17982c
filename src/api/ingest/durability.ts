import { enumOf } from '#api/common/enum-of.ts';
import type { Durability as Value } from '#stream/event-stream.ts';

/** What an acknowledgement is worth. */
export const Durability = enumOf<Value>(
  'Durability',
  'What accepted events have already survived when the answer is sent; read from the settings of the server that holds them.',
  {
    MEMORY: 'They are in memory only: a crash of the queue server loses them.',
    LOG_EVERY_SECOND: 'They are in a log that reaches the disk every second: a crash of the machine loses at most about a second.',
    LOG_ALWAYS: 'They are in a log that reached the disk.',
    DATABASE_UNSYNCED: 'They are in the database files: they survive a crash of the process, not one of the machine.',
    DATABASE: 'They are in the database and reached the disk.',
  },
);
