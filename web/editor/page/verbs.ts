import type { StepId } from '../../../src/base/ids.ts';
import type { JsonObject } from '../../../src/base/json.ts';
import { addStep } from '../../../src/flow/edit/add-step.ts';
import { alignSteps, type Alignment } from '../../../src/flow/edit/align-steps.ts';
import { connect } from '../../../src/flow/edit/connect.ts';
import { copySteps } from '../../../src/flow/edit/copy-steps.ts';
import { distributeSteps } from '../../../src/flow/edit/distribute-steps.ts';
import { exitsOf, stepOf, type Draft } from '../../../src/flow/edit/draft.ts';
import { duplicateSteps } from '../../../src/flow/edit/duplicate-steps.ts';
import { addGroup, changeGroup, collapseGroups, removeGroups } from '../../../src/flow/edit/edit-groups.ts';
import { addNote, changeNote, removeNotes } from '../../../src/flow/edit/edit-notes.ts';
import { clearPin, setPin } from '../../../src/flow/edit/edit-pins.ts';
import { targetOf, type Exit } from '../../../src/flow/edit/ends.ts';
import { moveSteps } from '../../../src/flow/edit/move-steps.ts';
import { pasteSteps } from '../../../src/flow/edit/paste-steps.ts';
import { removeDanglingEdges } from '../../../src/flow/edit/remove-dangling-edges.ts';
import { removeSteps } from '../../../src/flow/edit/remove-steps.ts';
import { replaceStep } from '../../../src/flow/edit/replace-step.ts';
import { setDisabled } from '../../../src/flow/edit/set-disabled.ts';
import { setTitle } from '../../../src/flow/edit/set-title.ts';
import { sliceEdges } from '../../../src/flow/edit/slice-edges.ts';
import type { Label } from '../../../src/flow/edit/history.ts';
import { own } from '../../../src/flow/flow.ts';
import type { Note, Point } from '../../../src/flow/layout.ts';
import type { Moved } from '../canvas/canvas-world.ts';
import { CARD_WIDTH } from '../canvas/geometry.ts';
import { placesOf, snap, tidyPlaces, tidySome, withPlaces } from '../canvas/places.ts';
import { createStepViews } from '../canvas/step-view.ts';
import { sizesOf } from '../canvas/use-derived.ts';
import type { ApplyOptions, Session } from '../session/session.ts';
import { draftIn } from '../session/state.ts';
import { makeRoom } from './make-room.ts';

/** What can be added: a type of step, and what its form begins with. */
export type Addition = { readonly type: string; readonly params?: JsonObject; readonly title?: string };

/** Says what a step is called. */
export type NameStep = (draft: Draft, step: StepId) => string;

/** Everything that an author does to a flow on the canvas, each as one step of undo. */
export type Verbs = ReturnType<typeof createVerbs>;

type Written = Label | ((draft: Draft) => Label);

/** Makes the verbs of a session. Each begins with a layout that says where everything stands. */
export function createVerbs(session: Session, nameOf: NameStep, nameOfType: (type: string) => string) {
  const types = (): ReturnType<Session['getState']>['catalog']['types'] => session.getState().catalog.types;
  const views = createStepViews(types());
  const sizes = (draft: Draft) => sizesOf(draft, views);
  const placed = (draft: Draft): Draft => withPlaces(draft, sizes(draft));
  const now = (): Draft => draftIn(session.getState());
  const apply = (label: Written, edit: (draft: Draft) => Draft, options?: ApplyOptions): boolean =>
    session.apply(typeof label === 'function' ? label(now()) : label, (draft) => edit(placed(draft)), options);
  const counted = (key: string, list: readonly unknown[]): Label => ({
    key: `edit.${key}`,
    values: { count: list.length },
  });
  const boxes = (draft: Draft, steps: readonly StepId[]) =>
    Object.fromEntries(steps.map((step) => [step, sizes(draft).step(step)]));
  const chosen = (): readonly StepId[] => session.getState().selection.steps;

  return {
    now,
    /** Where everything is drawn now. */
    places: () => placesOf(now(), sizes(now())),
    view: (step: StepId) => views(step, stepOf(now(), step), now().flow.language),

    add({ type, params, title: written }: Addition, { after, at }: { after?: Exit; at?: Point }): StepId | undefined {
      let added: StepId | undefined;
      const title = written ?? nameOfType(type);
      const from = after && 'step' in after ? nameOf(now(), after.step) : undefined;
      const label: Label =
        from === undefined
          ? { key: 'edit.addStep', values: { title } }
          : { key: 'edit.addStepAfter', values: { title, after: from } };
      const done = apply(label, (draft) => {
        const where = at ? { at: { x: snap(at.x - CARD_WIDTH / 2), y: snap(at.y) } } : {};
        const made = addStep(
          draft,
          {
            type,
            ...(written ? { title: written } : {}),
            ...(params ? { params } : {}),
            ...(after ? { after } : {}),
            ...where,
          },
          types(),
        );
        added = made.step;
        return makeRoom(made.draft, { step: made.step, after, isPlaced: at !== undefined }, sizes(made.draft));
      });
      if (!done || added === undefined) return undefined;
      session.select({ steps: [added] });
      return added;
    },

    move({ steps, triggers, notes, folded, into }: Moved): void {
      const ids = [...Object.keys(steps), ...Object.keys(folded)];
      const label: Label =
        ids.length > 0 || triggers
          ? counted('moveSteps', triggers ? [...ids, triggers] : ids)
          : counted('moveNotes', Object.keys(notes));
      const [only] = ids as StepId[];
      const spliced = into && only && ids.length === 1 ? { into, step: only } : undefined;
      apply(spliced ? { key: 'edit.spliceStep', values: { title: nameOf(now(), spliced.step) } } : label, (draft) => {
        const by = Object.entries(folded).map(([id, { x, y }]) => {
          const from = own(draft.layout.steps, id as StepId) ?? { x: 0, y: 0 };
          return [id, { x: from.x + x, y: from.y + y }] as const;
        });
        const moved = moveSteps(draft, {
          steps: { ...steps, ...Object.fromEntries(by) },
          ...(triggers ? { triggers } : {}),
        });
        const noted = Object.entries(notes).reduce(
          (made, [note, place]) => changeNote(made, { note, change: place }),
          moved,
        );
        return spliced ? splice(noted, spliced) : noted;
      });
    },

    connect(from: Exit, to: StepId): void {
      const exit = 'step' in from ? nameOf(now(), from.step) : nameOf(now(), now().flow.start);
      apply({ key: 'edit.connect', values: { from: exit, to: nameOf(now(), to) } }, (draft) =>
        connect(draft, { from, to }),
      );
    },

    /** Wires the chosen step to another by its first free exit, and goes on from there. */
    chain(to: StepId): void {
      const [from] = chosen();
      const free = from === undefined ? undefined : freeExit(now(), from);
      if (from === undefined || from === to || !free) return session.tell('info', { key: 'notice.unwired' });
      apply(
        { key: 'edit.connect', values: { from: nameOf(now(), from), to: nameOf(now(), to) } },
        (draft) => connect(draft, { from: free, to }),
        { select: [to] },
      );
    },

    slice(exits: readonly Exit[]): void {
      apply(counted('sliceEdges', exits), (draft) => sliceEdges(draft, { edges: exits }));
    },

    rename(step: StepId, title: string): void {
      apply({ key: 'edit.setTitle' }, (draft) => setTitle(draft, { step, title }));
    },

    /** Takes away what is chosen: steps, else notes, else ways. */
    remove(rejoin: boolean): void {
      const { steps, notes, exits } = session.getState().selection;
      if (steps.length + notes.length > 0) {
        const label =
          steps.length === 0
            ? counted('removeNotes', notes)
            : counted(rejoin ? 'removeAndRejoin' : 'removeSteps', steps);
        apply(label, (draft) => removeNotes(removeSteps(draft, { steps, rejoin }, types()), { notes }));
      } else if (exits.length > 0) apply(counted('sliceEdges', exits), (draft) => sliceEdges(draft, { edges: exits }));
    },

    /** The text of what is chosen, for the clipboard; undefined where nothing is. */
    copy(): string | undefined {
      const { steps, notes } = session.getState().selection;
      if (steps.length + notes.length === 0) return undefined;
      const { text, withheld } = copySteps(placed(now()), { steps, notes }, types());
      const withheldNotice: Label = { key: 'notice.withheld', values: { count: withheld.length } };
      session.tell(
        'info',
        withheld.length > 0 ? withheldNotice : { key: 'notice.copied', values: { count: steps.length + notes.length } },
      );
      return text;
    },

    cut(): void {
      const { steps, notes } = session.getState().selection;
      apply(counted('cutSteps', steps), (draft) => removeNotes(removeSteps(draft, { steps }, types()), { notes }));
    },

    paste(text: string, at: Point): void {
      let pasted: { steps: readonly StepId[]; notes: readonly string[] } | undefined;
      const count = countSteps(text);
      const done = apply({ key: 'edit.pasteSteps', values: { count } }, (draft) => {
        const made = pasteSteps(draft, { text, at: { x: snap(at.x), y: snap(at.y) } }, types());
        pasted = made;
        return made.draft;
      });
      if (done && pasted) session.select({ steps: pasted.steps, notes: pasted.notes });
    },

    duplicate(): void {
      let made: readonly StepId[] = [];
      const done = apply(counted('duplicateSteps', chosen()), (draft) => {
        const doubled = duplicateSteps(draft, { steps: chosen() }, types());
        made = doubled.steps;
        return doubled.draft;
      });
      if (done) session.select({ steps: made });
    },

    replace(step: StepId, { type, params }: Addition): void {
      let lost = 0;
      const done = apply({ key: 'edit.replaceStep', values: { title: nameOf(now(), step) } }, (draft) => {
        const made = replaceStep(draft, { step, type, ...(params ? { params } : {}) }, types());
        lost = made.dropped.length;
        return made.draft;
      });
      if (done && lost > 0) session.tell('info', { key: 'notice.dropped', values: { count: lost } });
    },

    toggleDisabled(): void {
      const steps = chosen();
      const disabled = steps.some((step) => own(now().flow.steps, step)?.disabled !== true);
      if (steps.length > 0)
        apply(counted(disabled ? 'disableSteps' : 'enableSteps', steps), (draft) =>
          setDisabled(draft, { steps, disabled }),
        );
    },

    /** `output` is what the step gave last, where that is known. */
    togglePin(output: (step: StepId) => JsonObject | undefined): void {
      const steps = chosen();
      const pinned = steps.filter((step) => own(now().layout.pins, step));
      if (pinned.length > 0) return void apply({ key: 'edit.clearPin' }, (draft) => clearPin(draft, { steps: pinned }));
      const [step] = steps;
      if (step !== undefined)
        apply({ key: 'edit.setPin' }, (draft) => setPin(draft, { step, output: output(step) ?? {} }));
    },

    addNote(at: Point): void {
      let name: string | undefined;
      const note: Note = { x: snap(at.x), y: snap(at.y), width: 220, height: 120, text: '' };
      const done = apply({ key: 'edit.addNote' }, (draft) => {
        const made = addNote(draft, { note });
        name = made.note;
        return made.draft;
      });
      if (done && name !== undefined) session.select({ notes: [name] });
    },

    changeNote(note: string, change: Partial<Note>): void {
      apply({ key: 'edit.changeNote' }, (draft) => changeNote(draft, { note, change }));
    },

    group(title: string): void {
      const steps = chosen();
      if (steps.length > 0) apply(counted('addGroup', steps), (draft) => addGroup(draft, { steps, title }).draft);
    },

    ungroup(): void {
      const steps = new Set(chosen());
      const groups = Object.entries(now().layout.groups).flatMap(([name, group]) =>
        group.steps.some((step) => steps.has(step)) ? [name] : [],
      );
      if (groups.length > 0) apply({ key: 'edit.removeGroups' }, (draft) => removeGroups(draft, { groups }));
    },

    changeGroup(group: string, change: { title?: string; colour?: string }): void {
      apply({ key: 'edit.changeGroup' }, (draft) => changeGroup(draft, { group, change }));
    },

    /** One group, or all of them. */
    collapse(collapsed: boolean, group?: string): void {
      apply({ key: collapsed ? 'edit.collapseGroups' : 'edit.expandGroups' }, (draft) =>
        collapseGroups(draft, { collapsed, ...(group === undefined ? {} : { groups: [group] }) }),
      );
    },

    align(by: Alignment): void {
      const steps = chosen();
      if (steps.length > 1)
        apply(counted('alignSteps', steps), (draft) => alignSteps(draft, { steps, by, sizes: boxes(draft, steps) }));
    },

    distribute(along: 'x' | 'y'): void {
      const steps = chosen();
      if (steps.length > 2)
        apply(counted('distributeSteps', steps), (draft) =>
          distributeSteps(draft, { steps, along, sizes: boxes(draft, steps) }),
        );
    },

    /** Lays out what is chosen, or everything where less than two steps are. */
    tidy(): void {
      const steps = chosen();
      const all = Object.keys(now().flow.steps);
      apply(counted('tidy', steps.length > 1 ? steps : all), (draft) => {
        if (steps.length < 2) return moveSteps(draft, tidyPlaces(draft, sizes(draft)));
        return moveSteps(draft, {
          steps: tidySome(draft, { steps, places: placesOf(draft, sizes(draft)) }, sizes(draft)),
        });
      });
    },

    /** Takes away ways to steps that are not there, and says so. */
    repair(): void {
      const { removed } = removeDanglingEdges(now());
      if (removed.length === 0) return;
      const label = counted('removeDanglingEdges', removed);
      if (session.apply(label, (draft) => removeDanglingEdges(draft).draft)) session.tell('info', label);
    },

    /** The first exit of a step that leads nowhere, else its first. */
    freeExit: (step: StepId): Exit | undefined => freeExit(now(), step),
  };

  function freeExit(draft: Draft, step: StepId): Exit | undefined {
    const exits = exitsOf(stepOf(draft, step), types()).map((outcome): Exit => ({ step, outcome }));
    return exits.find((exit) => targetOf(draft, exit) === undefined) ?? exits[0];
  }

  /** Puts a step that is there into a way: what followed follows its main exit, unless that leads somewhere already. */
  function splice(draft: Draft, { into, step }: { into: Exit; step: StepId }): Draft {
    const follower = targetOf(draft, into);
    const [main] = exitsOf(stepOf(draft, step), types());
    const led = connect(draft, { from: into, to: step });
    const exit: Exit | undefined = main === undefined ? undefined : { step, outcome: main };
    const isFree = exit && targetOf(led, exit) === undefined;
    return isFree && follower !== undefined && follower !== step ? connect(led, { from: exit, to: follower }) : led;
  }
}

/** How many steps a text of the clipboard says that it has; what it is worth is found out on pasting. */
function countSteps(text: string): number {
  try {
    const { steps = {} } = JSON.parse(text) as { steps?: object };
    return Object.keys(steps).length;
  } catch {
    return 0;
  }
}
