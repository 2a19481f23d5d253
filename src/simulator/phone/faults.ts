import { seededRandom } from '../seeded-random.ts';

/** Something that goes wrong with calls of the provider's API. */
export type Fault = {
  /**
   * - `error`: the provider's own refusal, with its `code` or its usual one for an HTTP `status`
   * - `html`: a web page instead of what the provider answers, with `status` (502)
   * - `drop`: the connection is cut · `hang`: no answer ever; both before or, with `accepted`, after the message is accepted
   * - `slow`: only the delay · `fail-later`: accepted, then a status `failed` with `code`
   */
  kind: (typeof FAULT_KINDS)[number];
  /** Which calls; sends unless said otherwise. */
  on?: 'send' | 'media' | 'any';
  /** Only sends to this recipient, written as in the call. */
  to?: string;
  /** Only sends of this message type. */
  type?: string;
  code?: number | string;
  status?: number;
  accepted?: boolean;
  /** Wait before anything happens; allowed with every kind. */
  delayMs?: number;
  /** How many calls it hits; without `times` and `probability` it hits one. */
  times?: number;
  /** Chance to hit each call, 0 to 1, drawn from a generator that starts with `seed`. */
  probability?: number;
  seed?: number;
};

export const FAULT_KINDS = ['error', 'html', 'drop', 'hang', 'slow', 'fail-later'] as const;

/** A call as faults see it: a send with its recipient as it stands in the call, or anything else. */
export type FaultyCall = { on: 'send' | 'media'; to?: string | undefined; type?: string | undefined };

/** The faults in force. */
export type Faults = {
  add: (fault: Fault) => void;
  clear: () => void;
  /** The fault that hits this call, if any; counts the hit. */
  pick: (call: FaultyCall) => Fault | undefined;
  list: () => readonly { fault: Fault; hits: number }[];
};

type Armed = { fault: Fault; hits: number; random: () => number };

/** Makes an empty set of faults. The one added first goes first. */
export function createFaults(): Faults {
  let armed: Armed[] = [];
  return {
    add: (fault) => void armed.push({ fault, hits: 0, random: seededRandom(fault.seed ?? 1) }),
    clear: () => {
      armed = [];
    },
    pick: (call) => {
      if (armed.length === 0) return undefined;
      const hit = armed.find((each) => hits(each, call));
      if (hit) hit.hits++;
      return hit?.fault;
    },
    list: () => armed.map(({ fault, hits: count }) => ({ fault, hits: count })),
  };
}

function hits({ fault, hits: count, random }: Armed, { on, to, type }: FaultyCall): boolean {
  const { times, probability } = fault;
  const where = fault.on ?? 'send';
  if (where !== 'any' && where !== on) return false;
  if (fault.to !== undefined && fault.to !== to) return false;
  if (fault.type !== undefined && fault.type !== type) return false;
  if (count >= (times ?? (probability === undefined ? 1 : Infinity))) return false;
  return probability === undefined || random() < probability;
}
