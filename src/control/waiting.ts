import { readWaiting } from '../engine/troubles.ts';
import type { ControlParts } from './control.ts';

/** Effects that are to be performed on one connection and are not yet, since when, and those that wait for a person. */
export type Waiting = { count: number; since?: number; parked: number };

/** What waits for each connection that anything waits for. */
export async function waitingByConnection({
  store,
  connections,
}: Pick<ControlParts, 'store' | 'connections'>): Promise<Map<string, Waiting>> {
  const found = new Map<string, Waiting>();
  for (const { connection, count, since } of await readWaiting(store, connections))
    found.set(connection, { count, since, parked: 0 });
  for (const { record } of connections.all()) {
    const parked = await store.count('effect', { state: 'parked', connection: record.key });
    if (parked > 0) found.set(record.key, { count: 0, ...found.get(record.key), parked });
  }
  return found;
}
