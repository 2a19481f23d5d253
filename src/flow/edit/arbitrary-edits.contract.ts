import fc from 'fast-check';
import type { StepId } from '../../base/ids.ts';
import type { Note, Point } from '../layout.ts';
import { steps } from '../../steps/index.ts';
import { arbitraryFlow, types } from '../testing/arbitrary-flow.contract.ts';
import { addStep } from './add-step.ts';
import { alignSteps, type Alignment } from './align-steps.ts';
import { connect } from './connect.ts';
import { copySteps } from './copy-steps.ts';
import { disconnect } from './disconnect.ts';
import { distributeSteps } from './distribute-steps.ts';
import { defaultParams, draftOf, handlersOf, idsOf, type Draft } from './draft.ts';
import { duplicateSteps } from './duplicate-steps.ts';
import { addGroup, changeGroup, collapseGroups, removeGroups } from './edit-groups.ts';
import { addHandler, changeHandler, moveHandler, removeHandler } from './edit-handlers.ts';
import { addNote, changeNote, removeNotes } from './edit-notes.ts';
import { clearPin, setPin } from './edit-pins.ts';
import { addTrigger, changeTrigger, moveTrigger, removeTrigger } from './edit-triggers.ts';
import { waysOf, type Exit } from './ends.ts';
import { addLanguage, removeLanguage } from './languages.ts';
import { moveSteps } from './move-steps.ts';
import { pasteSteps } from './paste-steps.ts';
import { removeDanglingEdges } from './remove-dangling-edges.ts';
import { removeSteps } from './remove-steps.ts';
import { renameStep } from './rename-step.ts';
import { renameVariable } from './rename-variable.ts';
import { replaceStep } from './replace-step.ts';
import { setDisabled } from './set-disabled.ts';
import { setFlow } from './set-flow.ts';
import { setParams } from './set-params.ts';
import { setTitle } from './set-title.ts';
import { sliceEdges } from './slice-edges.ts';
import { snapToGrid } from './snap-to-grid.ts';
import { variablesOf } from './variables-of.ts';

/** One edit, still without the names that only the draft knows: numbers pick among what is there. */
export type EditSketch = { kind: number; a: number; b: number; words: string; at: Point };

/** Edits one after the other. */
export const arbitraryEdits = (length: { minLength?: number; maxLength: number }): fc.Arbitrary<EditSketch[]> =>
  fc.array(
    fc.record({
      kind: fc.nat(),
      a: fc.nat(200),
      b: fc.nat(200),
      words: fc.constantFrom('Che città?', 'Ask', '', 'x'.repeat(250), '🙂', 'Uno due'),
      at: fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) }),
    }),
    length,
  );

/** A flow with places, notes, groups and pretended outputs. */
export const arbitraryDraft: fc.Arbitrary<Draft> = fc
  .record({ flow: arbitraryFlow, layered: fc.boolean() })
  .map(({ flow, layered }) => {
    const { version: _version, ...rest } = flow;
    const ids = Object.keys(flow.steps);
    const places = ids.map((id, at) => [id, { x: (at % 3) * 300, y: at * 160 }] as const);
    const layout = {
      steps: Object.fromEntries(places),
      triggers: { x: 0, y: -160 },
      notes: { note: { x: 5, y: 5, width: 100, height: 80, text: 'Perché?' } },
      groups: { first: { title: 'Primi', steps: ids.slice(0, 2) } },
      pins: { [ids[0] ?? '']: { id: 7 } },
    };
    // As it comes out of a file.
    const plain = JSON.parse(JSON.stringify(rest)) as typeof rest;
    return draftOf({ rondine: 1, flow: plain, ...(layered ? { layout } : {}) });
  });

type Facts = EditSketch & {
  draft: Draft;
  /** A step, and several. */
  step: StepId;
  other: StepId;
  some: StepId[];
  exit: Exit;
  isEven: boolean;
};

const WORDS = Object.keys(steps);
const ALIGNMENTS: readonly Alignment[] = ['left', 'right', 'top', 'bottom', 'middle', 'centre'];
const SIZES = { s0: { width: 200, height: 80 }, s1: { width: 120, height: 60 } };
const NOTE: Note = { x: 0, y: 0, width: 10, height: 10, text: 'Nota' };
const pick = <Item>(list: readonly Item[], at: number): Item => list[at % list.length]!;

const inTriggers = (draft: Draft, edit: (count: number) => Draft): Draft =>
  draft.flow.triggers.length === 0 ? draft : edit(draft.flow.triggers.length);
const inHandlers = (draft: Draft, edit: (count: number) => Draft): Draft =>
  handlersOf(draft).length === 0 ? draft : edit(handlersOf(draft).length);

/** Every edit, and what its numbers mean. */
export const EDITS: Readonly<Record<string, (facts: Facts) => Draft>> = {
  addStep: ({ draft, a, words, at }) =>
    addStep(draft, { type: pick(WORDS, a), title: words.slice(0, 200), at }, types).draft,
  addBehind: ({ draft, a, exit }) => addStep(draft, { type: pick(WORDS, a), after: exit }, types).draft,
  removeSteps: ({ draft, some }) => removeSteps(draft, { steps: some.slice(0, 2) }, types),
  rejoin: ({ draft, some }) => removeSteps(draft, { steps: some.slice(0, 2), rejoin: true }, types),
  moveSteps: ({ draft, step, at }) => moveSteps(draft, { steps: { [step]: at }, triggers: at }),
  connect: ({ draft, exit, other }) => connect(draft, { from: exit, to: other }),
  disconnect: ({ draft, exit }) => disconnect(draft, { from: exit }),
  sliceEdges: ({ draft, a, b }) => {
    const ways = waysOf(draft).map(({ exit }) => exit);
    return sliceEdges(draft, { edges: [pick(ways, a), pick(ways, b)] });
  },
  setParams: ({ draft, step, a }) =>
    setParams(
      draft,
      { step, params: defaultParams(draft.flow.steps[step]?.type ?? pick(WORDS, a), types, draft.flow.language) },
      types,
    ).draft,
  breakParams: ({ draft, step }) => setParams(draft, { step, params: { cases: 5, saveAs: 7 } }, types).draft,
  setTitle: ({ draft, step, words }) => setTitle(draft, { step, title: words }),
  renameStep: ({ draft, step, a }) =>
    renameStep(draft, { step, to: `renamed-${a}-${Object.keys(draft.flow.steps).length}` }, types),
  replaceStep: ({ draft, step, a }) => replaceStep(draft, { step, type: pick(WORDS, a) }, types).draft,
  duplicateSteps: ({ draft, some }) => duplicateSteps(draft, { steps: some.slice(0, 3) }, types).draft,
  setDisabled: ({ draft, some, isEven }) => setDisabled(draft, { steps: some, disabled: isEven }),
  addTrigger: ({ draft }) => addTrigger(draft, { trigger: { type: 'manual' } }),
  changeTrigger: ({ draft, a }) =>
    inTriggers(draft, (count) => changeTrigger(draft, { at: a % count, trigger: { type: 'manual' } })),
  removeTrigger: ({ draft, a }) => inTriggers(draft, (count) => removeTrigger(draft, { at: a % count })),
  moveTrigger: ({ draft, a, b }) =>
    inTriggers(draft, (count) => moveTrigger(draft, { from: a % count, to: b % count })),
  addHandler: ({ draft, step }) => addHandler(draft, { handler: { on: 'failure', next: step } }),
  changeHandler: ({ draft, step, a }) =>
    inHandlers(draft, (count) => changeHandler(draft, { at: a % count, handler: { on: 'failure', next: step } })),
  removeHandler: ({ draft, a }) => inHandlers(draft, (count) => removeHandler(draft, { at: a % count })),
  moveHandler: ({ draft, a, b }) =>
    inHandlers(draft, (count) => moveHandler(draft, { from: a % count, to: b % count })),
  setFlow: ({ draft, words, isEven }) =>
    setFlow(draft, {
      name: `F${words}`.slice(0, 200),
      ...(isEven ? { language: 'en', settings: { country: 'CH' } } : {}),
    }),
  addNote: ({ draft, at }) => addNote(draft, { note: { ...NOTE, ...at } }).draft,
  changeNote: ({ draft, words }) => {
    const [note] = Object.keys(draft.layout.notes);
    return note === undefined ? draft : changeNote(draft, { note, change: { text: words } });
  },
  removeNotes: ({ draft, isEven }) =>
    removeNotes(draft, { notes: Object.keys(draft.layout.notes).slice(isEven ? 1 : 0) }),
  addGroup: ({ draft, some, step, words }) =>
    addGroup(draft, { steps: [...some, step], title: words.slice(0, 200), colour: 'red' }).draft,
  changeGroup: ({ draft, some, a }) => {
    const [group] = Object.keys(draft.layout.groups);
    const title = `Gruppo ${a}`;
    return group === undefined ? draft : changeGroup(draft, { group, change: { title, collapsed: true, steps: some } });
  },
  removeGroups: ({ draft, isEven }) =>
    removeGroups(draft, { groups: Object.keys(draft.layout.groups).slice(isEven ? 1 : 0) }),
  collapseGroups: ({ draft, isEven }) => collapseGroups(draft, { collapsed: isEven }),
  alignSteps: ({ draft, some, a }) => alignSteps(draft, { steps: some, by: pick(ALIGNMENTS, a), sizes: SIZES }),
  distributeSteps: ({ draft, some, isEven }) =>
    distributeSteps(draft, { steps: some, along: isEven ? 'x' : 'y', sizes: SIZES }),
  snapToGrid: ({ draft, some }) => snapToGrid(draft, { steps: some }),
  renameVariable: ({ draft, a, b }) => {
    const written = variablesOf(draft, types).filter(({ name }) => !name.endsWith('Title'));
    const from = written.length === 0 ? 'none' : pick(written, a).name;
    return renameVariable(draft, { from, to: `v${b}_${draft.flow.name.length}_${written.length}_${a}` }, types);
  },
  removeDanglingEdges: ({ draft }) => removeDanglingEdges(draft).draft,
  setPin: ({ draft, step, a }) => setPin(draft, { step, output: { id: a } }),
  clearPin: ({ draft, some }) => clearPin(draft, { steps: some }),
  addLanguage: ({ draft, isEven }) => addLanguage(draft, { language: isEven ? 'en' : 'de' }, types),
  removeLanguage: ({ draft }) => removeLanguage(draft, { language: 'fr' }, types),
  paste: ({ draft, some, at, isEven }) =>
    pasteSteps(
      draft,
      { text: copySteps(draft, { steps: some.slice(0, 3), notes: ['note'] }, types).text, ...(isEven ? { at } : {}) },
      types,
    ).draft,
};

const KINDS = Object.keys(EDITS);

/** The name of the edit that a sketch means for a draft. */
export function kindOf({ flow }: Draft, { kind }: EditSketch): string {
  // Most edits need a step, and a flow must not grow without end.
  const count = Object.keys(flow.steps).length;
  if (count === 0) return 'addStep';
  return count > 25 ? 'removeSteps' : pick(KINDS, kind);
}

/** What an edit makes of a draft. */
export function applyEdit(draft: Draft, sketch: EditSketch): Draft {
  const ids = idsOf(draft);
  const { a, b } = sketch;
  const ways = waysOf(draft).map(({ exit }) => exit);
  const some = ids.filter((_, at) => (at + a) % 3 !== 0);
  const facts = {
    ...sketch,
    draft,
    step: pick(ids, a),
    other: pick(ids, b),
    some,
    exit: pick(ways, b),
    isEven: a % 2 === 0,
  };
  return EDITS[kindOf(draft, sketch)]!(facts);
}
