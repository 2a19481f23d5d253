import type { StepId } from '../../base/ids.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { own, type Flow, type Step } from '../flow.ts';
import { editsOf, listChanges, type Edit, type ListChange } from './edits.ts';
import { renamesOf, stepsOf, type Renames } from './renames.ts';

export type { Edit, ListChange } from './edits.ts';

/** A flow, whether it has a version or not. */
export type Comparable = Omit<Flow, 'version'>;

/** What happened to one step. */
export type StepChange =
  | { change: 'added'; id: StepId; step: Step }
  | { change: 'removed'; id: StepId; step: Step }
  /** It only has another id; a change beside that is a change of the new id. */
  | { change: 'renamed'; id: StepId; from: StepId; step: Step }
  /** Paths begin with `type`, `title`, `params`, `next` or `retry`. */
  | { change: 'changed'; id: StepId; step: Step; edits: readonly Edit[] };

/** What is different between two flows, as authors think of it. */
export type FlowDiff = {
  /** Id, name, language, settings and start: paths as in the flow. */
  facts: readonly Edit[];
  triggers: readonly ListChange[];
  handlers: readonly ListChange[];
  steps: readonly StepChange[];
};

/**
 * Compares two flows by what they mean: layout, version and the order of members count for nothing, and a step under
 * another id is the same step. Ways to a renamed step are no change. Empty for flows that mean the same.
 */
export function diff(before: Comparable, after: Comparable): FlowDiff {
  const renames = renamesOf(before, after);
  const former = renamed(before, renames);
  return {
    facts: editsOf(factsOf(former), factsOf(after)),
    triggers: listChanges(json(former.triggers), json(after.triggers), wordOf('type')),
    handlers: listChanges(json(former.handlers ?? []), json(after.handlers ?? []), wordOf('on')),
    steps: stepChanges({ former, after, renames }),
  };
}

/** True where two flows mean the same. */
export function isSame({ facts, triggers, handlers, steps }: FlowDiff): boolean {
  return facts.length + triggers.length + handlers.length + steps.length === 0;
}

function factsOf({ id, name, language, settings, start }: Comparable): JsonObject {
  return { id, name, language, settings, start };
}

function wordOf(member: string): (item: JsonValue) => string {
  return (item) => (item as Readonly<Record<string, string>>)[member] ?? '';
}

function json(list: readonly object[]): readonly JsonValue[] {
  return list as readonly JsonObject[];
}

/** The flow as it was, under the ids of today. */
function renamed(flow: Comparable, renames: Renames): Comparable {
  const now = (id: StepId): StepId => renames.get(id) ?? id;
  const steps = stepsOf(flow).map(([id, step]) => {
    const next = Object.entries(step.next).map(([outcome, target]) => [outcome, now(target)] as const);
    return [now(id), { ...step, next: Object.fromEntries(next) }] as const;
  });
  return {
    ...flow,
    start: now(flow.start),
    steps: Object.fromEntries(steps),
    ...(flow.handlers ? { handlers: flow.handlers.map((each) => ({ ...each, next: now(each.next) })) } : {}),
  };
}

type Sides = { former: Comparable; after: Comparable; renames: Renames };

function stepChanges({ former, after, renames }: Sides): StepChange[] {
  const formerIds = new Map([...renames].map(([from, id]) => [id, from]));
  const removed = stepsOf(former).filter(([id]) => !own(after.steps, id));
  return [
    ...removed.map(([id, step]): StepChange => ({ change: 'removed', id, step })),
    ...stepsOf(after).flatMap(([id, step]): StepChange[] => {
      const from = formerIds.get(id);
      return from === undefined ? [] : [{ change: 'renamed', id, from, step }];
    }),
    ...stepsOf(after).flatMap(([id, step]): StepChange[] => {
      const was = own(former.steps, id);
      if (!was) return [{ change: 'added', id, step }];
      const edits = editsOf(was, step);
      return edits.length === 0 ? [] : [{ change: 'changed', id, step, edits }];
    }),
  ];
}
