import type { StepId } from '../../base/ids.ts';
import type { Step } from '../flow.ts';
import type { Group, Layout, Note, Point } from '../layout.ts';
import { readClipboard, type Clipboard } from './clipboard.ts';
import { change, idsOf, type Draft, type StepTypes } from './draft.ts';
import { freshName, freshStepId } from './new-name.ts';
import { retarget } from './retarget.ts';
import { LONGEST_TITLE } from './set-title.ts';

/** How far from the original a copy is put where nobody says where. */
const SHIFT = 40;

/** What was pasted: the new steps in the order of the old ones, and the new notes. */
export type Pasted = Omit<Clipboard, 'rondineSteps' | 'steps' | 'layout'> & {
  draft: Draft;
  steps: readonly StepId[];
  notes: readonly string[];
};

/**
 * Adds copied steps under new ids, and under new titles where theirs are taken. `at` is where the upper left corner of
 * them all is put. Throws `EditError` for a text that holds no copied steps.
 */
export function pasteSteps(draft: Draft, { text, at }: { text: string; at?: Point }, types: StepTypes): Pasted {
  return pasteWhole(draft, { clipboard: readClipboard(text), ...(at ? { at } : {}) }, types);
}

/** Adds copied steps that need not be read from a text. */
export function pasteWhole(
  draft: Draft,
  { clipboard, at }: { clipboard: Clipboard; at?: Point },
  types: StepTypes,
): Pasted {
  const { steps, layout, names, withheld } = clipboard;
  const { draft: made, steps: ids } = insertSteps(draft, steps, types);
  const shifted = placed(layout, ids, at);
  const notes = freshNames(shifted.notes, draft.layout.notes);
  const groups = freshNames(regrouped(layout.groups, ids), draft.layout.groups);
  return {
    draft: change(made, {
      layout: {
        steps: { ...made.layout.steps, ...shifted.steps },
        notes: { ...made.layout.notes, ...notes },
        groups: { ...made.layout.groups, ...groups },
      },
    }),
    steps: [...ids.values()],
    notes: Object.keys(notes),
    names,
    withheld,
  };
}

/** Adds steps under new ids and titles, without places; `ids` says what each is called now. */
function insertSteps(draft: Draft, steps: Clipboard['steps'], types: StepTypes) {
  const ids = new Map<StepId, StepId>();
  const titles = new Set(Object.values(draft.flow.steps).map(({ title }) => title));
  const all = Object.entries(steps) as [StepId, Step][];
  let made = draft;
  for (const [name, step] of all) {
    const fresh = retitled(step, titles);
    const id = freshStepId(made, fresh);
    ids.set(name, id);
    titles.add(fresh.title);
    made = change(made, { flow: { steps: { ...made.flow.steps, [id]: fresh } } });
  }
  const wired = all.map(([name, step]) => {
    const id = ids.get(name)!;
    const { title } = made.flow.steps[id]!;
    const led = retarget(step, (each) => ids.get(each), types);
    return [id, title === undefined ? led : { ...led, title }] as const;
  });
  const [first] = ids.values();
  const start = idsOf(draft).length === 0 && first !== undefined ? { start: first } : {};
  return {
    draft: change(made, { flow: { steps: { ...made.flow.steps, ...Object.fromEntries(wired) }, ...start } }),
    steps: ids,
  };
}

function retitled(step: Step, taken: ReadonlySet<string | undefined>): Step {
  const { title } = step;
  if (title === undefined) return step;
  const numbered = (number: number) => {
    const end = number === 1 ? '' : ` ${number}`;
    return `${title.slice(0, LONGEST_TITLE - end.length)}${end}`;
  };
  let number = 1;
  while (taken.has(numbered(number))) number++;
  return { ...step, title: numbered(number) };
}

function placed(
  { steps, notes }: Pick<Layout, 'steps' | 'notes'>,
  ids: ReadonlyMap<string, StepId>,
  at: Point | undefined,
) {
  const points: Point[] = [...Object.values(steps), ...Object.values(notes)];
  const left = Math.min(...points.map(({ x }) => x));
  const top = Math.min(...points.map(({ y }) => y));
  const by = at ? { x: at.x - left, y: at.y - top } : { x: SHIFT, y: SHIFT };
  const move = <Value extends Point>(point: Value): Value => ({ ...point, x: point.x + by.x, y: point.y + by.y });
  return {
    steps: Object.fromEntries(Object.entries(steps).map(([name, point]) => [ids.get(name)!, move(point)])),
    notes: Object.fromEntries(Object.entries(notes).map(([name, note]) => [name, move<Note>(note)])),
  };
}

function regrouped(groups: Layout['groups'], ids: ReadonlyMap<string, StepId>): Record<string, Group> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, group]) => [
      name,
      { ...group, steps: group.steps.map((step) => ids.get(step)!) },
    ]),
  );
}

/** The members of a record under names that another does not have. */
function freshNames<Value>(record: Readonly<Record<string, Value>>, taken: object): Record<string, Value> {
  const known = new Set(Object.keys(taken));
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => {
      const fresh = freshName(name, known);
      known.add(fresh);
      return [fresh, value];
    }),
  );
}
