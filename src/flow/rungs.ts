import type { StepId } from '../base/ids.ts';
import { own, type Flow } from './flow.ts';
import type { Types } from './step-type.ts';

const known = new WeakMap<object, readonly string[]>();

/**
 * The connections on which a flow may send besides the one where it talks, each once. Worked out once per flow object;
 * `types` must be the same each time.
 */
export function rungConnectionsOf(flow: Pick<Flow, 'steps'>, types: Pick<Types, 'steps'>): readonly string[] {
  const found = known.get(flow) ?? collect(flow, types);
  known.set(flow, found);
  return found;
}

function collect({ steps }: Pick<Flow, 'steps'>, types: Pick<Types, 'steps'>): readonly string[] {
  const named = Object.keys(steps).flatMap((key) => {
    const step = steps[key as StepId];
    const all = (step && own(types.steps, step.type)?.alternatives?.(step.params)) ?? [];
    return all.flatMap(({ connection }) => connection ?? []);
  });
  return [...new Set(named)];
}
