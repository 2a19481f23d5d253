import type { Seen } from '../chaos/evidence.ts';
import type { Stored } from '../chaos/evidence.ts';
import type { Kill } from '../chaos/storm.ts';
import type { Tick } from '../../../src/simulator/phone/model.ts';
import type { Plan } from './plan.ts';
import { PLACES, type Place, type World } from './world.ts';

/** A message on a phone, and what its provider has told of it. */
export type Shown = Seen & { place: Place; ticks: readonly Pick<Tick, 'status'>[] };

/** One conversation as the phones know it. */
export type Story = { plan: Plan; done: boolean; shown: readonly Shown[] };

/** Everything that the checks look at. */
export type Evidence = { stories: readonly Story[]; stored: Stored; kills: readonly Kill[] };

/** What the phones know of each plan. */
export function readStories({ phones }: World, plans: readonly Plan[], done: ReadonlySet<number>): Story[] {
  return plans.map((plan) => {
    const shown = PLACES.flatMap((place): Shown[] => {
      const { state, account } = phones[place];
      const { messages = [] } = state.threads.get(`${account}/${plan.number}`) ?? {};
      return messages.map((message) => ({ ...message, place }));
    });
    return { plan, done: done.has(plan.index), shown };
  });
}
