import type { StepId } from '../../../../src/base/ids.ts';
import type { JsonObject } from '../../../../src/base/json.ts';
import { addStep } from '../../../../src/flow/edit/add-step.ts';
import { clearPin, setPin } from '../../../../src/flow/edit/edit-pins.ts';
import { removeNotes } from '../../../../src/flow/edit/edit-notes.ts';
import type { Exit } from '../../../../src/flow/edit/ends.ts';
import type { Label } from '../../../../src/flow/edit/history.ts';
import { removeSteps } from '../../../../src/flow/edit/remove-steps.ts';
import { replaceStep } from '../../../../src/flow/edit/replace-step.ts';
import { setDisabled } from '../../../../src/flow/edit/set-disabled.ts';
import { setTitle } from '../../../../src/flow/edit/set-title.ts';
import { sliceEdges } from '../../../../src/flow/edit/slice-edges.ts';
import { own } from '../../../../src/flow/flow.ts';
import type { Point } from '../../../../src/flow/layout.ts';
import { CARD_WIDTH } from '../../canvas/geometry.ts';
import { snap } from '../../canvas/places.ts';
import { makeRoom } from '../make-room.ts';
import { counted, type Hand } from './hand.ts';

/** What can be added: a type of step, and what its form begins with. */
export type Addition = { readonly type: string; readonly params?: JsonObject; readonly title?: string };

type Place = { after?: Exit; at?: Point };

/** What is done to steps themselves. */
export function stepVerbs(hand: Hand) {
  const { session, now, types, apply, chosen, nameOf } = hand;
  return {
    add: (addition: Addition, place: Place): StepId | undefined => add(hand, addition, place),

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

    unpin: (): boolean => unpin(hand),
    /** Tests take this in place of what the step would get. */
    pin: (step: StepId, output: JsonObject): void => pin(hand, step, output),

    /** Takes pins away where there are some, else pins what `output` knows of the first step. */
    togglePin(output: (step: StepId) => JsonObject | undefined): void {
      const [step] = chosen();
      if (!unpin(hand) && step !== undefined) pin(hand, step, output(step) ?? {});
    },
  };
}

function add(
  { session, now, types, sizes, apply, nameOf, nameOfType }: Hand,
  { type, params, title: written }: Addition,
  { after, at }: Place,
): StepId | undefined {
  let added: StepId | undefined;
  const title = written ?? nameOfType(type);
  const label: Label =
    after && 'step' in after
      ? { key: 'edit.addStepAfter', values: { title, after: nameOf(now(), after.step) } }
      : { key: 'edit.addStep', values: { title } };
  const done = apply(label, (draft) => {
    const parts = {
      type,
      ...(written ? { title: written } : {}),
      ...(params ? { params } : {}),
      ...(after ? { after } : {}),
      ...(at ? { at: { x: snap(at.x - CARD_WIDTH / 2), y: snap(at.y) } } : {}),
    };
    const made = addStep(draft, parts, types());
    added = made.step;
    return makeRoom(made.draft, { step: made.step, after, isPlaced: at !== undefined }, sizes(made.draft));
  });
  if (!done || added === undefined) return undefined;
  session.select({ steps: [added] });
  return added;
}

/** Takes the pins of what is chosen away; false where there are none. */
function unpin({ apply, chosen, now }: Hand): boolean {
  const steps = chosen().filter((step) => own(now().layout.pins, step));
  return steps.length > 0 && apply({ key: 'edit.clearPin' }, (draft) => clearPin(draft, { steps }));
}

function pin({ apply }: Hand, step: StepId, output: JsonObject): void {
  apply({ key: 'edit.setPin' }, (draft) => setPin(draft, { step, output }));
}
