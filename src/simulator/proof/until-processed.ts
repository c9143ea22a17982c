import { pause } from '#simulator/pause.ts';
import type { Endpoint } from '#simulator/endpoint.ts';
import { askServer } from './ask-server.ts';

const POLL_MS = 200;

/** Waits until nothing waits between acceptance and the store; rejects when that takes longer than `waitMsMax`. */
export const untilProcessed = async (endpoint: Endpoint, waitMsMax: number): Promise<void> => {
  const giveUpAt = performance.now() + waitMsMax;
  const never = new AbortController().signal;
  while (performance.now() < giveUpAt) {
    // oxlint-disable no-await-in-loop -- polling
    const { pipeline } = await askServer<Answer>(endpoint, '{ pipeline { backlogEvents pending streamLength } }');
    if (pipeline.backlogEvents === 0 && pipeline.pending === 0 && pipeline.streamLength === 0) return;
    await pause(POLL_MS, never);
    // oxlint-enable no-await-in-loop
  }
  throw new Error(`events still wait after ${waitMsMax} ms: no worker runs, or others send too`);
};

type Answer = { readonly pipeline: { readonly backlogEvents: number; readonly pending: number; readonly streamLength: number } };
