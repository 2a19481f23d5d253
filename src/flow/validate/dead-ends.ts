import type { StepId } from '../../base/ids.ts';
import { diagnose } from '../diagnose.ts';
import { own } from '../flow.ts';
import { nextOf, reachable, waysOf, type Way } from './graph.ts';
import { nameOfStep, pathOfStep, type Rule } from './subject.ts';

/** From every step a run can come to an end, to a wait, or at least to an exit that is open. */
export const deadEnds: Rule = ({ flow, steps }) => {
  const ways = waysOf(flow);
  const typed = new Map(steps.map((each) => [each.id, each]));
  const ids = Object.keys(flow.steps) as StepId[];
  const good = ids.filter((id) => {
    // What is wrong with a step of an unknown type, or with params that do not fit, is said elsewhere.
    const { disabled, next } = flow.steps[id]!;
    if (disabled) return !Object.keys(next).some((outcome) => leads(next, outcome, flow.steps));
    const { step, type } = typed.get(id) ?? {};
    if (!step || !type || type.pauses) return true;
    const outcomes = type.outcomes(step.params);
    return outcomes.length === 0 || outcomes.some((outcome) => !leads(step.next, outcome, flow.steps));
  });
  const hopeful = reachable(good, nextOf(ways, { back: true }));
  const hopeless = new Set(ids.filter((id) => !hopeful.has(id)));
  return before(hopeless, ways).map((id) =>
    diagnose('dead_end', pathOfStep(id, 'next'), {
      message: `From ${nameOfStep(flow, id)} no way leads to an end or to a wait; every run that comes here fails in the loop behind it.`,
      fix: 'Lead an exit of the loop to a step that ends or waits.',
    }),
  );
};

/** Those of some steps that come before their loops: the loops themselves are told of elsewhere. */
function before(some: ReadonlySet<StepId>, ways: readonly Way[]): StepId[] {
  const inside = ways.filter(({ from }) => some.has(from));
  const sources = Map.groupBy(inside, ({ to }) => to);
  const next = Map.groupBy(inside, ({ from }) => from);
  const left = new Map([...some].map((id) => [id, sources.get(id)?.length ?? 0]));
  const found = [...some].filter((id) => left.get(id) === 0);
  // The list grows while it is gone through.
  for (const id of found)
    for (const { to } of next.get(id) ?? []) {
      left.set(to, (left.get(to) ?? 0) - 1);
      if (left.get(to) === 0) found.push(to);
    }
  return found;
}

function leads(next: Readonly<Record<string, string>>, outcome: string, steps: object): boolean {
  const target = own(next, outcome);
  return target !== undefined && Object.hasOwn(steps, target);
}
