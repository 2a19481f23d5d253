import type { StepId } from '../../base/ids.ts';
import { canonicalJson } from '../../base/json.ts';
import { own, type Flow, type Step } from '../flow.ts';

type Part = Pick<Flow, 'start' | 'steps' | 'handlers'>;

/** Steps that only their id tells apart: what they do is equal. By the former id. */
export type Renames = ReadonlyMap<StepId, StepId>;

/**
 * Finds steps that were given another id: one that is gone and one that is new do the same. Where several could be
 * meant, the place in the flow decides (what leads to them), then the order.
 */
export function renamesOf(before: Part, after: Part): Renames {
  const gone = contentsOf(before, after);
  const fresh = contentsOf(after, before);
  const renames = new Map<StepId, StepId>();
  const taken = new Set<StepId>();
  const follow = (hints: Pair[]): void => {
    for (let hint = hints.pop(); hint; hint = hints.pop()) {
      const [from, to] = hint;
      const content = from === undefined ? undefined : gone.get(from);
      if (from === undefined || to === undefined || content === undefined || fresh.get(to) !== content) continue;
      if (renames.has(from) || taken.has(to)) continue;
      renames.set(from, to);
      taken.add(to);
      hints.push(...waysOf(own(before.steps, from), own(after.steps, to)));
    }
  };
  follow([[before.start, after.start]]);
  follow((before.handlers ?? []).map(({ next }, at): Pair => [next, after.handlers?.[at]?.next]));
  for (const [id, step] of stepsOf(before)) follow(waysOf(step, own(after.steps, id)));
  const left = Map.groupBy(fresh.keys(), (to) => fresh.get(to));
  for (const [from, content] of gone) follow([[from, left.get(content)?.find((to) => !taken.has(to))]]);
  return renames;
}

/** Two ids that may be one step's. */
type Pair = readonly [from: StepId | undefined, to: StepId | undefined];

/** What each step does that only one of two flows has. */
function contentsOf(flow: Part, other: Part): Map<StepId, string> {
  const only = stepsOf(flow).filter(([id]) => !own(other.steps, id));
  return new Map(only.map(([id, step]) => [id, contentOf(step)]));
}

function waysOf(left: Step | undefined, right: Step | undefined): Pair[] {
  if (!left || !right) return [];
  return Object.entries(left.next).map(([outcome, target]) => [target, own(right.next, outcome)]);
}

/** The steps of a flow with their ids. */
export function stepsOf({ steps }: Pick<Flow, 'steps'>): [StepId, Step][] {
  return Object.entries(steps) as [StepId, Step][];
}

/** What a step does, whatever follows it. */
function contentOf({ next: _next, ...content }: Step): string {
  return canonicalJson(content);
}
