import { useState } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { useSession } from '../session/use-editor.ts';
import type { Desk, Question } from './actions.ts';
import type { MenuPlace } from './outline-menu.tsx';
import type { OutlineRow } from './tree.ts';
import type { Outline } from './use-outline.ts';
import type { RowFocus } from './use-row-focus.ts';

/** What is open over the tree, and what is done beside changing the flow. */
export type OpenDesk = {
  readonly desk: Desk;
  readonly question: Question | undefined;
  readonly renaming: StepId | undefined;
  readonly menu: MenuPlace | undefined;
  openMenu(place?: MenuPlace): true;
  closeMenu(): void;
  closeQuestion(): void;
  /** Ends the writing of a title; undefined leaves it as it was. */
  renamed(title: string | undefined): void;
  pasted(text: string): void;
};

/** Keeps what is open over the tree of the outline. */
export function useDesk(outline: Outline, row: OutlineRow | undefined, focus: RowFocus): OpenDesk {
  const t = useText('outline');
  const session = useSession();
  const announce = useAnnounce();
  const { verbs } = outline;
  const [question, setQuestion] = useState<Question>();
  const [renaming, setRenaming] = useState<StepId>();
  const [menu, setMenu] = useState<MenuPlace>();
  /** What is pasted on an exit that leads nowhere follows it. */
  const pasted = (text: string): void => {
    outline.tell(() => {
      verbs.paste(text, { x: 0, y: 0 });
      const [first] = session.getState().selection.steps;
      const { node } = row ?? {};
      if (first !== undefined && node?.kind === 'exit' && node.isOpen) verbs.connect(node.exit.exit, first);
    });
    focus.take();
  };
  const copyOut = (): void => void putOut(verbs.copy());
  return {
    question,
    renaming,
    menu,
    pasted,
    desk: {
      ask: setQuestion,
      rename: setRenaming,
      open: (step) => session.open({ step }),
      test: (step) => {
        session.select({ steps: [step] });
        session.show('test');
      },
      copy: copyOut,
      cut: () => {
        copyOut();
        outline.tell(() => verbs.cut());
      },
      paste: () => void navigator.clipboard.readText().then(pasted, () => announce(t('pasted.not'))),
    },
    openMenu(place) {
      const box = focus.element()?.getBoundingClientRect();
      setMenu(place ?? { x: (box?.left ?? 0) + 60, y: box?.bottom ?? 0 });
      return true;
    },
    closeMenu() {
      setMenu(undefined);
      focus.take();
    },
    closeQuestion() {
      setQuestion(undefined);
      focus.take();
    },
    renamed(title) {
      if (renaming === undefined) return;
      setRenaming(undefined);
      if (title !== undefined) outline.tell(() => verbs.rename(renaming, title));
      focus.take();
    },
  };
}

/** Puts a text on the clipboard where the browser lets us. */
async function putOut(text: string | undefined): Promise<void> {
  if (text !== undefined) await navigator.clipboard.writeText(text).catch(() => undefined);
}
