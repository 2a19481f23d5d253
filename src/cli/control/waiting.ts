import type { EffectRecord } from '../../store/records.ts';
import type { ControlParts } from './control.ts';
import { all } from './pages.ts';

/** Effects that are to be performed on one connection and are not yet, and since when the oldest is. */
export type Waiting = { count: number; since: number; parked: number };

/** What waits for each connection. */
export async function waitingByConnection({ store }: Pick<ControlParts, 'store'>): Promise<Map<string, Waiting>> {
  const found = new Map<string, Waiting>();
  const add = ({ connection, at, state }: EffectRecord): void => {
    const name = connection ?? '';
    const { count, since, parked } = found.get(name) ?? { count: 0, since: at, parked: 0 };
    const isParked = state === 'parked';
    found.set(name, {
      count: count + (isParked ? 0 : 1),
      since: isParked ? since : Math.min(since, at),
      parked: parked + (isParked ? 1 : 0),
    });
  };
  for (const state of ['pending', 'parked'])
    for (const effect of await all(store, 'effect', { where: { state } })) add(effect);
  return found;
}
