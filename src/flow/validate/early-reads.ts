import type { StepId } from '../../base/ids.ts';
import { diagnose } from '../diagnose.ts';
import { variablesOf } from '../expression/template.ts';
import { textsOf, RENDERED } from '../step-fields.ts';
import { reachable, rootsOf, spread, waysOf } from './graph.ts';
import { nameOfStep, type Rule, type Subject } from './subject.ts';

type Names = ReadonlySet<string>;

/** No variable is read where, on every way that leads there, no step has written it yet. */
export const earlyReads: Rule = (subject) => {
  const { flow, fields } = subject;
  const writes = new Map(
    subject.steps.map(({ id, step, type }) => [id, Object.keys(type.writes?.(step.params) ?? {})]),
  );
  const before = writtenBefore(subject, writes);
  const everywhere = new Set([...writes.values()].flat());
  return fields
    .filter(({ kind }) => RENDERED.has(kind))
    .flatMap(({ value, path, step: { id } }) => {
      const known = before.get(id as StepId);
      if (!known) return [];
      const isEarly = (name: string | undefined): name is string =>
        name !== undefined && everywhere.has(name) && !known.has(name) && !writes.get(id)?.includes(name);
      return textsOf(value, path).flatMap((text) => {
        const names = variablesOf(text.text).flatMap(([root, name]) =>
          root === 'vars' && isEarly(name) ? [name] : [],
        );
        return [...new Set(names)].map((name) =>
          diagnose('early_read', text.path, {
            message: `When ${nameOfStep(flow, id)} is reached, no step can have written "${name}" yet, so it is always empty here.`,
            fix: 'Write it in a step before this one, or read it in one after that.',
          }),
        );
      });
    });
};

/** For each step the variables that may have been written when it is entered. Handlers come from anywhere. */
function writtenBefore({ flow }: Subject, writes: ReadonlyMap<string, readonly string[]>): ReadonlyMap<StepId, Names> {
  const fromStart = reachable(
    rootsOf(flow).filter((id) => id === flow.start),
    waysOf(flow),
  );
  const anything: Names = new Set([...fromStart].flatMap((id) => writes.get(id) ?? []));
  const start = new Map<StepId, Names>(rootsOf(flow).map((id) => [id, anything]));
  if (!(flow.handlers ?? []).some(({ next }) => next === flow.start)) start.set(flow.start, new Set());
  return spread<Names>(flow, {
    start,
    carry: (known, { from }) => {
      const more = writes.get(from) ?? [];
      return more.every((name) => known.has(name)) ? known : new Set([...known, ...more]);
    },
    join: (known, brought) => ([...brought].every((name) => known.has(name)) ? known : new Set([...known, ...brought])),
  });
}
