import { outcomesOf, type StepContext, type StepResult, type StepType, type Types } from '../../../flow/step-type.ts';
import type { Flow } from '../../../flow/flow.ts';

/** How much of a flow has been gone through. Exits are those that lead somewhere, named `step.exit`. */
export type FlowCoverage = {
  flow: string;
  steps: { taken: number; all: number; never: string[] };
  exits: { taken: number; all: number; never: string[] };
};

/** Notes which steps are entered and which exits are taken. */
export type Coverage = {
  /** The step types given, watched. */
  types: Types;
  /** What was taken of some flows so far. */
  of(flows: readonly Pick<Flow, 'id' | 'steps'>[]): FlowCoverage[];
};

/** Watches step types while they decide. */
export function watchTypes(types: Types): Coverage {
  const taken = new Set<string>();
  const note = (...parts: string[]): void => void taken.add(parts.join('\n'));
  const watched = (inner: StepType): StepType => {
    const decided = ({ flow, run }: StepContext, result: StepResult): StepResult => {
      if (result.then === 'leave') note(flow.id, run.at ?? '', result.outcome);
      return result;
    };
    const outer: StepType = {
      ...inner,
      enter(context) {
        note(context.flow.id, context.run.at ?? '');
        return decided(context, inner.enter(context));
      },
    };
    const resume = inner.resume?.bind(inner);
    return resume ? { ...outer, resume: (context, event) => decided(context, resume(context, event)) } : outer;
  };
  const steps = Object.fromEntries(Object.entries(types.steps).map(([name, type]) => [name, watched(type)]));
  const count = (names: readonly (readonly string[])[], flow: string) => {
    const never = names.filter((parts) => !taken.has([flow, ...parts].join('\n')));
    return { taken: names.length - never.length, all: names.length, never: never.map((parts) => parts.join('.')) };
  };
  return {
    types: { ...types, steps },
    of: (flows) =>
      flows.map(({ id, steps: all }) => ({
        flow: id,
        steps: count(
          Object.keys(all).map((step) => [step]),
          id,
        ),
        exits: count(exitsOf(all, types), id),
      })),
  };
}

/** The exits that an author drew a way from. */
function exitsOf(steps: Flow['steps'], types: Types): (readonly [step: string, exit: string])[] {
  return Object.entries(steps).flatMap(([name, step]) =>
    outcomesOf(step, types)
      .filter((exit) => Object.hasOwn(step.next, exit))
      .map((exit) => [name, exit] as const),
  );
}

/** The share of exits taken over all flows, in whole percent, rounded down: 100 means every one. */
export function percentOf(coverage: readonly FlowCoverage[]): number {
  const sum = (pick: (each: FlowCoverage) => number): number => coverage.reduce((total, each) => total + pick(each), 0);
  const all = sum(({ exits }) => exits.all);
  return all === 0 ? 100 : Math.floor((100 * sum(({ exits }) => exits.taken)) / all);
}
