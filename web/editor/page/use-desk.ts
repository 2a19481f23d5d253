import { useMemo, useRef, useState, type RefObject } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import type { AddRequest, CanvasEdits } from '../canvas/canvas-world.ts';
import type { CanvasControl } from '../canvas/flow-canvas.tsx';
import { useStepWords } from '../canvas/step-words.ts';
import { paletteOf, type PaletteItem, type PaletteTitles } from '../picker/palette.ts';
import type { Session } from '../session/session.ts';
import { useEditor, useSession } from '../session/use-editor.ts';
import type { OpenMenu } from './canvas-menu.tsx';
import { createVerbs, type Verbs } from './verbs.ts';
import type { Addition } from './verbs/step-verbs.ts';

/** Where a step is being chosen for. `replace`: the step that it comes in the place of. */
export type Picking = AddRequest & { replace?: StepId };

/** What lies on the workbench: the canvas, the verbs, and what is open above them. */
export type Desk = {
  readonly session: Session;
  readonly verbs: Verbs;
  readonly canvas: RefObject<CanvasControl | null>;
  readonly items: readonly PaletteItem[];
  readonly picking: Picking | undefined;
  readonly menu: OpenMenu | undefined;
  readonly renaming: StepId | undefined;
  readonly isSheetOpen: boolean;
  readonly isExtracting: boolean;
  /** The step that an output is asked for. */
  readonly pinning: StepId | undefined;
  pick(picking: Picking | undefined): void;
  openMenu(menu: OpenMenu | undefined): void;
  startRename(step: StepId | undefined): void;
  showSheet(isOpen: boolean): void;
  extract(isOpen: boolean): void;
  askPin(step: StepId | undefined): void;
  /** A step was added: what it needs is asked for. */
  added(step: StepId | undefined): void;
};

/** Lays the desk out for the session that is open. */
export function useDesk(titles: PaletteTitles): Desk {
  const session = useSession();
  const words = useStepWords();
  const canvas = useRef<CanvasControl>(null);
  const verbs = useVerbs();
  const catalog = useEditor((state) => state.catalog);
  const [picking, pick] = useState<Picking>();
  const [menu, openMenu] = useState<OpenMenu>();
  const [renaming, startRename] = useState<StepId>();
  const [isSheetOpen, showSheet] = useState(false);
  const [isExtracting, extract] = useState(false);
  const [pinning, askPin] = useState<StepId>();
  const items = useMemo(
    () => paletteOf(catalog, { title: words.type, about: (type) => words.t.known(`about.${type}`) ?? '' }, titles),
    [catalog, words, titles],
  );
  const added = (step: StepId | undefined): void => {
    if (step === undefined) return;
    const type = catalog.types.steps[verbs.view(step).type];
    const { required = [] } = (type?.params ?? {}) as { required?: readonly string[] };
    if (required.length > 0) session.open({ step });
    canvas.current?.focus(step);
  };
  const open = { picking, menu, renaming, isSheetOpen, isExtracting, pinning };
  const acts = { pick, openMenu, startRename, showSheet, extract, askPin, added };
  return { session, verbs, canvas, items, ...open, ...acts };
}

function useVerbs(): Verbs {
  const session = useSession();
  const words = useStepWords();
  return useMemo(
    () =>
      createVerbs(
        session,
        (draft, step) => {
          const found = Object.hasOwn(draft.flow.steps, step) ? draft.flow.steps[step] : undefined;
          return found ? words.title(found) : step;
        },
        words.type,
      ),
    [session, words],
  );
}

/** What the canvas asks for, done by the verbs. */
export function editsOn(desk: Desk): CanvasEdits {
  const { session, verbs } = desk;
  return {
    move: verbs.move,
    connect: verbs.connect,
    chain: verbs.chain,
    add: desk.pick,
    slice: verbs.slice,
    rename: (step, title) => {
      desk.startRename(undefined);
      if (title !== undefined) verbs.rename(step, title);
      desk.canvas.current?.focus(step);
    },
    changeNote: verbs.changeNote,
    collapse: (group, isCollapsed) => verbs.collapse(isCollapsed, group),
    renameGroup: (group, title) => verbs.changeGroup(group, { title }),
    drop: (data, at, into) => {
      const item = readDropped(data);
      if (item) desk.added(verbs.add(item, { at, ...(into ? { after: into } : {}) }));
    },
    menu: (target, screen) => {
      chooseFor(session, target);
      desk.openMenu({ target, screen });
    },
  };
}

/** What was clicked with the other button is chosen, so that the menu's commands are about it. */
function chooseFor(session: Session, target: OpenMenu['target']): void {
  const { steps } = session.getState().selection;
  if ('steps' in target && !steps.includes(target.on)) session.select({ steps: [target.on] });
  if ('exit' in target) session.select({ exits: [target.exit] });
  if ('note' in target) session.select({ notes: [target.note] });
}

/** What an item adds. An operation says what it does; a type of step waits for its author's words. */
export function additionOf({ type, params, title }: PaletteItem): Addition {
  return params ? { type, params, title } : { type };
}

function readDropped(data: string): Addition | undefined {
  try {
    const { type, params } = JSON.parse(data) as Partial<Addition>;
    return typeof type === 'string' ? { type, ...(params ? { params } : {}) } : undefined;
  } catch {
    return undefined;
  }
}
