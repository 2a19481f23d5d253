import type { EffectId, Lane } from '../../base/ids.ts';
import type { EffectRecord } from '../../store/records.ts';

/** Whose turn it is among the sends of one person: a message must not overtake one that is in doubt or under way. */
export type Turns = {
  /** True when an effect may be placed now; a send behind another one of its lane is kept until that one is over. */
  take(effect: EffectRecord): boolean;
  /** Tells that an effect is over; gives the one that was behind it. */
  over(effect: EffectRecord): EffectRecord | undefined;
};

/** Creates the turns of one connection. Everything but sends goes as it comes. */
export function createTurns(): Turns {
  /** The send of each lane whose turn it is, and those behind it, in the order in which the lane issued them. */
  const lanes = new Map<Lane, { current: EffectId; behind: EffectRecord[] }>();
  return {
    take(effect) {
      if (effect.request.kind !== 'send') return true;
      const lane = lanes.get(effect.lane);
      if (lane) lane.behind.push(effect);
      else lanes.set(effect.lane, { current: effect.key, behind: [] });
      return lane === undefined;
    },
    over({ lane: name, key }) {
      const lane = lanes.get(name);
      if (!lane) return undefined;
      if (lane.current !== key) {
        lane.behind = lane.behind.filter((each) => each.key !== key);
        return undefined;
      }
      const next = lane.behind.shift();
      if (next) lane.current = next.key;
      else lanes.delete(name);
      return next;
    },
  };
}
