import type { StepId } from '../../../../src/base/ids.ts';
import { alignSteps, type Alignment } from '../../../../src/flow/edit/align-steps.ts';
import { distributeSteps } from '../../../../src/flow/edit/distribute-steps.ts';
import type { Draft } from '../../../../src/flow/edit/draft.ts';
import { addGroup, changeGroup, collapseGroups, removeGroups } from '../../../../src/flow/edit/edit-groups.ts';
import { addNote, changeNote } from '../../../../src/flow/edit/edit-notes.ts';
import { moveSteps } from '../../../../src/flow/edit/move-steps.ts';
import type { Note, Point } from '../../../../src/flow/layout.ts';
import { placesOf, snap, tidyPlaces, tidySome } from '../../canvas/places.ts';
import { counted, type Hand } from './hand.ts';

/** What is done to the picture alone: notes, groups, places. */
export function layoutVerbs({ session, now, sizes, apply, chosen }: Hand) {
  const boxes = (draft: Draft, steps: readonly StepId[]) =>
    Object.fromEntries(steps.map((step) => [step, sizes(draft).step(step)]));
  return {
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
        const known = sizes(draft);
        if (steps.length < 2) return moveSteps(draft, tidyPlaces(draft, known));
        return moveSteps(draft, { steps: tidySome(draft, { steps, places: placesOf(draft, known) }, known) });
      });
    },
  };
}
