import type { StepId } from '../../base/ids.ts';
import { own, type Flow } from '../flow.ts';

/** A way that a run can take from one step to the next. */
export type Way = { from: StepId; outcome: string; to: StepId };

/** Where runs come in: the start, and where handlers lead. Only steps that exist. */
export function rootsOf({ start, handlers = [], steps }: Pick<Flow, 'start' | 'handlers' | 'steps'>): StepId[] {
  return [start, ...handlers.map(({ next }) => next)].filter((id) => own(steps, id) !== undefined);
}

/** The ways between steps that exist. */
export function waysOf({ steps }: Pick<Flow, 'steps'>): Way[] {
  return (Object.keys(steps) as StepId[]).flatMap((from) =>
    Object.entries(own(steps, from)?.next ?? {}).flatMap(([outcome, to]) =>
      own(steps, to) === undefined ? [] : [{ from, outcome, to }],
    ),
  );
}

/** Where ways lead, by where they begin; the other way round with `back`. */
export type Next = ReadonlyMap<StepId, readonly StepId[]>;

/** Where some ways lead from each step, or with `back` where they come from. */
export function nextOf(ways: readonly Way[], { back = false } = {}): Next {
  const next = new Map<StepId, StepId[]>();
  for (const way of ways) {
    const [here, there] = back ? [way.to, way.from] : [way.from, way.to];
    const known = next.get(here);
    if (known) known.push(there);
    else next.set(here, [there]);
  }
  return next;
}

/** All steps that can be reached from some, these included. */
export function reachable(from: Iterable<StepId>, next: Next): ReadonlySet<StepId> {
  const reached = new Set<StepId>(from);
  // The set grows while it is gone through.
  for (const id of reached) for (const target of next.get(id) ?? []) reached.add(target);
  return reached;
}

/**
 * Works a value out for each step that can be reached: `start` at the roots, carried along the ways by `carry`, joined
 * where ways meet. `join` returns its first argument where the second adds nothing, and must come to an end.
 */
export function spread<Value>(
  flow: Flow,
  { start, carry, join }: { start: Map<StepId, Value>; carry: (at: Value, way: Way) => Value; join: Join<Value> },
): ReadonlyMap<StepId, Value> {
  const next = Map.groupBy(waysOf(flow), ({ from }) => from);
  const values = new Map(start);
  const open = new Set(start.keys());
  for (const id of open) {
    open.delete(id);
    const at = values.get(id) as Value;
    for (const way of next.get(id) ?? []) {
      const brought = carry(at, way);
      const known = values.get(way.to);
      const joined = values.has(way.to) ? join(known as Value, brought) : brought;
      if (values.has(way.to) && joined === known) continue;
      values.set(way.to, joined);
      open.add(way.to);
    }
  }
  return values;
}

type Join<Value> = (known: Value, brought: Value) => Value;
