import { id, type StepId } from '../../base/ids.ts';
import { own } from '../flow.ts';
import { ID_PATTERN } from '../flow-schema.ts';
import { change, handlersOf, idsOf, stepOf, type Draft, type StepTypes } from './draft.ts';
import { EditError } from './edit-error.ts';
import { retarget } from './retarget.ts';

const ID = new RegExp(ID_PATTERN);

/**
 * Gives a step another id, wherever it is named: in ways, at the start, in handlers, in fields of steps and in the
 * layout. Throws `EditError` for an unknown step, and for an id that is taken or cannot be one.
 */
export function renameStep(draft: Draft, { step, to }: { step: StepId; to: string }, types: StepTypes): Draft {
  stepOf(draft, step);
  if (to === step) return draft;
  if (!ID.test(to))
    throw new EditError('bad_name', `"${to}" cannot be the id of a step: use letters, digits, - and _, at most 64.`, {
      name: to,
    });
  if (own(draft.flow.steps, id.step(to)))
    throw new EditError('name_taken', `There is a step "${to}" already.`, { name: to });
  const now = (each: StepId): StepId => (each === step ? id.step(to) : each);
  const { flow, layout } = draft;
  const steps = idsOf(draft).map((each) => [now(each), retarget(stepOf(draft, each), now, types)] as const);
  const groups = Object.entries(layout.groups).map(
    ([name, group]) => [name, { ...group, steps: group.steps.map(now) }] as const,
  );
  return change(draft, {
    flow: {
      start: now(flow.start),
      steps: Object.fromEntries(steps),
      ...(flow.handlers ? { handlers: handlersOf(draft).map((each) => ({ ...each, next: now(each.next) })) } : {}),
    },
    layout: {
      steps: underNewIds(layout.steps, now),
      pins: underNewIds(layout.pins, now),
      groups: Object.fromEntries(groups),
    },
  });
}

function underNewIds<Value>(record: Readonly<Record<StepId, Value>>, now: (each: StepId) => StepId) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [now(name as StepId), value]));
}
