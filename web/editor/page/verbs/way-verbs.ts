import type { StepId } from '../../../../src/base/ids.ts';
import { connect } from '../../../../src/flow/edit/connect.ts';
import { exitsOf, stepOf, type Draft } from '../../../../src/flow/edit/draft.ts';
import { changeNote } from '../../../../src/flow/edit/edit-notes.ts';
import { targetOf, type Exit } from '../../../../src/flow/edit/ends.ts';
import { moveSteps } from '../../../../src/flow/edit/move-steps.ts';
import { removeDanglingEdges } from '../../../../src/flow/edit/remove-dangling-edges.ts';
import { sliceEdges } from '../../../../src/flow/edit/slice-edges.ts';
import { own } from '../../../../src/flow/flow.ts';
import type { Moved } from '../../canvas/canvas-world.ts';
import { counted, freeExit, type Hand } from './hand.ts';

/** What is done to ways, and to what is moved, which may end up in a way. */
export function wayVerbs(hand: Hand) {
  const { session, now, types, apply, nameOf } = hand;
  return {
    move(moved: Moved): void {
      const { steps, triggers, notes, folded, into } = moved;
      const ids = [...Object.keys(steps), ...Object.keys(folded)] as StepId[];
      const [only] = ids;
      const spliced = into && only && ids.length === 1 ? { into, step: only } : undefined;
      const plain =
        ids.length > 0 || triggers
          ? counted('moveSteps', triggers ? [...ids, triggers] : ids)
          : counted('moveNotes', Object.keys(notes));
      const label = spliced ? { key: 'edit.spliceStep', values: { title: nameOf(now(), spliced.step) } } : plain;
      apply(label, (draft) => {
        const there = carry(draft, moved);
        return spliced ? splice(hand, there, spliced) : there;
      });
    },

    connect(from: Exit, to: StepId): void {
      const exit = 'step' in from ? nameOf(now(), from.step) : nameOf(now(), now().flow.start);
      apply({ key: 'edit.connect', values: { from: exit, to: nameOf(now(), to) } }, (draft) =>
        connect(draft, { from, to }),
      );
    },

    /** Wires a step to another by its first free exit, and goes on from there. */
    chain(to: StepId, from: StepId | undefined): void {
      const free = from === undefined ? undefined : freeExit(now(), from, types());
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

    /** Takes away ways to steps that are not there, and says so. */
    repair(): void {
      const { removed } = removeDanglingEdges(now());
      if (removed.length === 0) return;
      const label = counted('removeDanglingEdges', removed);
      if (session.apply(label, (draft) => removeDanglingEdges(draft).draft)) session.tell('info', label);
    },

    /** The first exit of a step that leads nowhere, else its first. */
    freeExit: (step: StepId): Exit | undefined => freeExit(now(), step, types()),
  };
}

/** A draft with everything where it was dropped. */
function carry(draft: Draft, { steps, triggers, notes, folded }: Moved): Draft {
  const inside = Object.entries(folded).map(([id, { x, y }]) => {
    const from = own(draft.layout.steps, id as StepId) ?? { x: 0, y: 0 };
    return [id, { x: from.x + x, y: from.y + y }] as const;
  });
  const moved = moveSteps(draft, {
    steps: { ...steps, ...Object.fromEntries(inside) },
    ...(triggers ? { triggers } : {}),
  });
  return Object.entries(notes).reduce((made, [note, place]) => changeNote(made, { note, change: place }), moved);
}

/** Puts a step that is there into a way: what followed follows its main exit, unless that leads somewhere already. */
function splice({ types }: Hand, draft: Draft, { into, step }: { into: Exit; step: StepId }): Draft {
  const follower = targetOf(draft, into);
  const [main] = exitsOf(stepOf(draft, step), types());
  const led = connect(draft, { from: into, to: step });
  const exit: Exit | undefined = main === undefined ? undefined : { step, outcome: main };
  const isFree = exit && targetOf(led, exit) === undefined;
  return isFree && follower !== undefined && follower !== step ? connect(led, { from: exit, to: follower }) : led;
}
