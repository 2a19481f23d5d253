import type { StepId } from '../../../../src/base/ids.ts';
import { copySteps } from '../../../../src/flow/edit/copy-steps.ts';
import { duplicateSteps } from '../../../../src/flow/edit/duplicate-steps.ts';
import { removeNotes } from '../../../../src/flow/edit/edit-notes.ts';
import type { Label } from '../../../../src/flow/edit/history.ts';
import { pasteSteps } from '../../../../src/flow/edit/paste-steps.ts';
import { removeSteps } from '../../../../src/flow/edit/remove-steps.ts';
import type { Point } from '../../../../src/flow/layout.ts';
import { snap } from '../../canvas/places.ts';
import { counted, type Hand } from './hand.ts';

/** What makes copies of steps. */
export function clipboardVerbs({ session, now, types, placed, apply, chosen }: Hand) {
  return {
    /** The text of what is chosen, for the clipboard; undefined where nothing is. */
    copy(): string | undefined {
      const { steps, notes } = session.getState().selection;
      if (steps.length + notes.length === 0) return undefined;
      const { text, withheld } = copySteps(placed(now()), { steps, notes }, types());
      const notice: Label =
        withheld.length > 0
          ? { key: 'notice.withheld', values: { count: withheld.length } }
          : { key: 'notice.copied', values: { count: steps.length + notes.length } };
      session.tell('info', notice);
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
  };
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
