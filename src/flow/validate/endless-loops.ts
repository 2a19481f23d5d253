import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose } from '../diagnose.ts';
import type { Step } from '../flow.ts';
import { nameOfStep, pathOfStep, type Rule } from './subject.ts';

/** Whoever comes round to a step again has waited for a person or for time on the way. */
export const endlessLoops: Rule = ({ flow, steps }) => {
  const busy = steps.filter(({ step, type }) => !type.pauses || type.mayPass?.(step.params));
  const passed = Object.entries<Step>(flow.steps).flatMap(([id, step]) => (step.disabled ? [{ id, step }] : []));
  const ways = new Map([...busy, ...passed].map(({ id, step }) => [id, new Set<string>(Object.values(step.next))]));
  const found: Diagnostic[] = [];
  for (let loop = takeLoop(ways); loop; loop = takeLoop(ways)) {
    const names = loop.map((id) => nameOfStep(flow, id)).join(' → ');
    found.push(
      diagnose('endless_loop', pathOfStep(loop[0] ?? '', 'next'), {
        message: `${names} leads back to ${nameOfStep(flow, loop[0] ?? '')} without ever waiting, so a run could go round for ever.`,
        fix: 'Put a step between that waits ("ask", "wait", "handoff"), or one that counts how often it is passed ("goto", "loop").',
      }),
    );
  }
  return found;
};

/** Finds a loop and takes its steps out of the map; undefined when there is none left. */
function takeLoop(ways: Map<string, Set<string>>): string[] | undefined {
  dropDeadEnds(ways);
  const trail = new Set<string>();
  let id = ways.keys().next().value;
  while (id !== undefined && !trail.has(id)) {
    trail.add(id);
    // Dead ends are gone, so every step that is left leads to one that is left.
    id = [...(ways.get(id) ?? [])].find((target) => ways.has(target));
  }
  if (id === undefined) return undefined;
  const loop = [...trail].slice([...trail].indexOf(id));
  for (const member of loop) ways.delete(member);
  return loop;
}

/** Takes out every step from which no loop can be reached, from the ends of the ways backwards. */
function dropDeadEnds(ways: Map<string, Set<string>>): void {
  const sources = new Map<string, string[]>();
  const left = new Map<string, number>();
  for (const [id, targets] of ways) {
    const live = [...targets].filter((target) => ways.has(target));
    left.set(id, live.length);
    for (const target of live) sources.set(target, [...(sources.get(target) ?? []), id]);
  }
  const ends = [...left].filter(([, count]) => count === 0).map(([id]) => id);
  for (let id = ends.pop(); id !== undefined; id = ends.pop()) {
    ways.delete(id);
    for (const source of sources.get(id) ?? []) {
      const count = (left.get(source) ?? 0) - 1;
      left.set(source, count);
      if (count === 0) ends.push(source);
    }
  }
}
