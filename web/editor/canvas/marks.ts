import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { StepId } from '../../../src/base/ids.ts';
import { idsOf, type Draft } from '../../../src/flow/edit/draft.ts';
import { waysOf, type Exit } from '../../../src/flow/edit/ends.ts';
import { own } from '../../../src/flow/flow.ts';
import { diff } from '../../../src/flow/diff/diff.ts';
import { exitKey } from '../session/state.ts';
import { stepIn } from './find-steps.ts';

/** What happened to a step or a way between two drafts. */
export type Change = 'added' | 'changed' | 'removed';

/** Problems of one step. */
export type Troubles = { readonly errors: number; readonly warnings: number; readonly messages: readonly string[] };

/** Counts the problems of each step. `wordsOf` says one in the viewer's language. */
export function troublesOf(
  diagnostics: readonly Diagnostic[],
  wordsOf: (diagnostic: Diagnostic) => string,
): ReadonlyMap<StepId, Troubles> {
  const found = new Map<StepId, Troubles>();
  for (const diagnostic of diagnostics)
    for (const step of stepIn(diagnostic.path)) {
      const { errors = 0, warnings = 0, messages = [] } = found.get(step) ?? {};
      const isError = diagnostic.severity === 'error';
      found.set(step, {
        errors: errors + (isError ? 1 : 0),
        warnings: warnings + (isError ? 0 : 1),
        messages: [...messages, wordsOf(diagnostic)],
      });
    }
  return found;
}

/** Steps that are not as another flow has them; removed ones are not among them. */
export function changedSteps(before: Draft['flow'], after: Draft['flow']): ReadonlyMap<StepId, Change> {
  const changes = diff(before, after).steps.filter(({ change }) => change !== 'removed');
  return new Map(changes.map(({ id, change }) => [id, change === 'added' ? 'added' : 'changed']));
}

/** Two drafts in one picture. */
export type Compared = {
  /** The later draft, with the steps that it has no more where they stood. */
  readonly draft: Draft;
  readonly steps: ReadonlyMap<StepId, Change>;
  /** By the key of the exit that a way begins at. */
  readonly ways: ReadonlyMap<string, Change>;
  /** Ways that are there no more, as they led. */
  readonly goneWays: readonly { exit: Exit; to: StepId }[];
};

/** Lays two drafts over each other: nothing that was there is left out. */
export function compareOnCanvas(before: Draft, after: Draft): Compared {
  const gone = idsOf(before).filter((id) => !own(after.flow.steps, id));
  const renamedFrom = diff(before.flow, after.flow).steps.flatMap((each) =>
    each.change === 'renamed' ? [each.from] : [],
  );
  const removed = gone.filter((id) => !renamedFrom.includes(id));
  const pick = <Value>(record: Readonly<Record<StepId, Value>>): Record<string, Value> =>
    Object.fromEntries(
      removed.flatMap((id) => {
        const value = own(record, id);
        return value === undefined ? [] : [[id, value] as const];
      }),
    );
  const draft: Draft = {
    flow: { ...after.flow, steps: { ...after.flow.steps, ...pick(before.flow.steps) } },
    layout: { ...after.layout, steps: { ...after.layout.steps, ...pick(before.layout.steps) } },
  };
  const steps = new Map([...changedSteps(before.flow, after.flow), ...removed.map((id) => [id, 'removed'] as const)]);
  const [was, is] = [waysByExit(before), waysByExit(after)];
  const ways = new Map<string, Change>();
  for (const [key, { to }] of is) if (was.get(key)?.to !== to) ways.set(key, 'added');
  const left = [...was].filter(([key, { to }]) => is.get(key)?.to !== to && own(draft.flow.steps, to));
  const goneWays = left
    .map(([, way]) => way)
    .filter(({ exit }) => !('step' in exit) || own(draft.flow.steps, exit.step));
  return { draft, steps, ways, goneWays };
}

function waysByExit(draft: Draft) {
  return new Map(waysOf(draft).map((way) => [exitKey(way.exit), way]));
}
