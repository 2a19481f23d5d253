import { useMemo, useState } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { troublesOf, type Troubles } from '../canvas/marks.ts';
import { createStepViews } from '../canvas/step-view.ts';
import { useStepWords, type CanvasWords } from '../canvas/step-words.ts';
import { createVerbs, type Verbs } from '../page/verbs.ts';
import { draftIn, isSameExit, type LitPath } from '../session/state.ts';
import { useEditor, useSession } from '../session/use-editor.ts';
import { moveAlong, moveBehind } from './move-step.ts';
import {
  keyOfStep,
  outlineOf,
  parentsIn,
  pathTo,
  rowsOf,
  TRIGGERS_KEY,
  type OutlineNode,
  type OutlineRow,
} from './tree.ts';
import type { Exit } from '../../../src/flow/edit/ends.ts';
import { own } from '../../../src/flow/flow.ts';

/** The outline as it stands, and what can be done with it. */
export type Outline = {
  readonly draft: Draft;
  readonly rows: readonly OutlineRow[];
  readonly current: string;
  readonly words: CanvasWords;
  readonly troubles: ReadonlyMap<StepId, Troubles>;
  readonly path: LitPath | undefined;
  readonly isReadOnly: boolean;
  readonly verbs: Verbs;
  titleOf(step: StepId): string;
  goTo(key: string): void;
  setOpen(key: string, isOpen: boolean): void;
  setAllOpen(isOpen: boolean): void;
  move(step: StepId, by: 'up' | 'down'): void;
  moveBehind(step: StepId, after: Exit): void;
  /** Does something that changes the flow and says what was done to those who hear the page. */
  tell(act: () => void): void;
};

/** Follows the session as an outline. */
export function useOutline(): Outline {
  const session = useSession();
  const announce = useAnnounce();
  const said = useText('session');
  const t = useText('outline');
  const words = useStepWords();
  const draft = useEditor(draftIn);
  const types = useEditor(({ catalog }) => catalog.types);
  const diagnostics = useEditor((state) => state.diagnostics);
  const path = useEditor((state) => state.path);
  const isReadOnly = useEditor(({ readOnly }) => readOnly !== undefined);
  const views = useMemo(() => createStepViews(types), [types]);
  const nodes = useMemo(() => outlineOf(draft, views, draft.flow.language), [draft, views]);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [wanted, setWanted] = useState<string>(() => firstKey(session.getState().selection.steps));
  const rows = useMemo(() => rowsOf(nodes, closed), [nodes, closed]);
  const troubles = useMemo(() => troublesOf(diagnostics, ({ message }) => message), [diagnostics]);
  const verbs = useMemo(() => createVerbs(session, nameIn(words), words.type), [session, words]);
  const current = currentRow(rows, wanted);
  const titleOf = (step: StepId): string => nameIn(words)(draft, step);

  const tell = (act: () => void): void => {
    const before = session.getState();
    act();
    const { history, notice, selection } = session.getState();
    const { label } = history.present;
    if (notice && notice !== before.notice) announce(said.known(notice.label.key, notice.label.values) ?? '');
    else if (label && history !== before.history) announce(said.known(label.key, label.values) ?? '');
    const [only, ...others] = selection.steps;
    if (only !== undefined && others.length === 0 && selection !== before.selection) setWanted(keyOfStep(only));
  };
  const moved = (step: StepId, edit: (draft: Draft) => Draft): void => {
    const before = draftIn(session.getState());
    tell(() => session.apply({ key: 'edit.moveSteps', values: { count: 1 } }, edit, { select: [step] }));
    if (draftIn(session.getState()) === before) announce(t('moved.not', { title: titleOf(step) }));
  };
  return {
    draft,
    rows,
    current,
    words,
    troubles,
    path,
    isReadOnly,
    verbs,
    titleOf,
    tell,
    goTo: (key) => {
      const above = pathTo(nodes, key);
      setClosed((before) => (above.some((each) => before.has(each)) ? without(before, above) : before));
      setWanted(key);
      const step = stepOfKey(nodes, key);
      session.select(step === undefined ? {} : { steps: [step] });
    },
    setOpen: (key, isOpen) => setClosed((before) => (isOpen ? without(before, [key]) : new Set([...before, key]))),
    setAllOpen: (isOpen) => setClosed(isOpen ? new Set() : new Set(parentsIn(nodes))),
    move: (step, by) => moved(step, (now) => moveAlong(now, { step, by }, types)),
    moveBehind: (step, after) => moved(step, (now) => moveBehind(now, { step, after }, types)),
  };
}

/** What a step is called. */
function nameIn(words: CanvasWords): (draft: Draft, step: StepId) => string {
  return (draft, step) => {
    const found = own(draft.flow.steps, step);
    return found ? words.title({ title: found.title, type: found.type }) : step;
  };
}

function firstKey([step]: readonly StepId[]): string {
  return step === undefined ? TRIGGERS_KEY : keyOfStep(step);
}

/** The line that is wanted, else the one above it that is shown, else the first. */
function currentRow(rows: readonly OutlineRow[], wanted: string): string {
  return rows.some(({ key }) => key === wanted) ? wanted : (rows[0]?.key ?? TRIGGERS_KEY);
}

function stepOfKey(nodes: readonly OutlineNode[], key: string): StepId | undefined {
  for (const node of nodes) {
    if (node.key === key) return node.kind === 'step' ? node.view.id : undefined;
    const below = stepOfKey(node.children, key);
    if (below !== undefined) return below;
  }
  return undefined;
}

function without(set: ReadonlySet<string>, keys: readonly string[]): ReadonlySet<string> {
  const left = new Set(set);
  for (const key of keys) left.delete(key);
  return left;
}

/** True where a run went out by an exit. */
export function isTaken(path: LitPath | undefined, exit: Exit): boolean {
  return path?.taken.some((taken) => isSameExit(taken, exit)) ?? false;
}
