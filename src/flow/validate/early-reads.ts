import type { StepId } from '../../base/ids.ts';
import { diagnose } from '../diagnose.ts';
import { variablesOf } from '../expression/template.ts';
import { textsOf, RENDERED } from '../step-fields.ts';
import { nextOf, reachable, rootsOf, waysOf } from './graph.ts';
import { nameOfStep, type Rule, type Subject } from './subject.ts';

/** No variable is read where, on every way that leads there, no step has written it yet. */
export const earlyReads: Rule = (subject) => {
  const { flow, fields } = subject;
  const known = whereWritten(subject);
  return fields
    .filter(({ kind }) => RENDERED.has(kind))
    .flatMap(({ value, path, step: { id } }) =>
      textsOf(value, path).flatMap((text) => {
        const names = new Set(
          variablesOf(text.text).flatMap(([root, name]) => (root === 'vars' && name ? [name] : [])),
        );
        return [...names]
          .filter((name) => known(name)?.has(id as StepId) === false)
          .map((name) =>
            diagnose('early_read', text.path, {
              message: `When ${nameOfStep(flow, id)} is reached, no step can have written "${name}" yet, so it is always empty here.`,
              fix: 'Write it in a step before this one, or read it in one after that.',
            }),
          );
      }),
    );
};

/**
 * For a variable the steps at which it may have been written: the writers, what follows them, and what follows a
 * handler, which comes from anywhere. Undefined where no step writes it. Steps that nothing leads to count as well.
 */
function whereWritten({ flow, steps }: Subject): (name: string) => ReadonlySet<StepId> | undefined {
  const writers = new Map<string, StepId[]>();
  for (const { id, step, type } of steps)
    for (const name of Object.keys(type.writes?.(step.params) ?? {})) {
      const known = writers.get(name);
      if (known) known.push(id as StepId);
      else writers.set(name, [id as StepId]);
    }
  const next = nextOf(waysOf(flow));
  const handlers = (flow.handlers ?? []).map((handler) => handler.next);
  const reached = reachable(rootsOf(flow), next);
  const apart = (Object.keys(flow.steps) as StepId[]).filter((id) => !reached.has(id));
  const found = new Map<string, ReadonlySet<StepId>>();
  return (name) => {
    const own = writers.get(name);
    if (own && !found.has(name)) found.set(name, reachable([...own, ...handlers, ...apart], next));
    return found.get(name);
  };
}
