import type { JsonObject } from '../../base/json.ts';
import type { Store } from '../../store/store.ts';
import type { Host } from '../host.ts';
import { createLanes, toldApart, type LanesOptions } from './lanes.ts';

/** What an offline engine works on. */
export type OfflineHostOptions = Pick<LanesOptions, 'store' | 'router' | 'flows' | 'types' | 'now' | 'shadow'> & {
  store: Store;
  log(message: string, facts: JsonObject): void;
};

/**
 * An engine that applies events and performs nothing, for commands while no server runs: what they leave to do stays
 * pending for the next start, noted as held, so that nobody doubts whether it was under way. No wait ends meanwhile.
 */
export function createOfflineHost(options: OfflineHostOptions): Host {
  const lanes = createLanes({
    ...options,
    store: toldApart(options.store),
    hold: true,
    committed: () => undefined,
  });
  let closed = false;
  return {
    accept: (lane, key, event) =>
      closed ? Promise.reject(new Error('The engine is closed; nothing was stored.')) : lanes.apply(lane, event, key),
    resume: () => undefined,
    watch: () => () => undefined,
    async close() {
      closed = true;
      await lanes.idle();
    },
  };
}
