import { useEffect, type RefObject } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import type { Point } from '../../../src/flow/layout.ts';
import { useLatest } from '../canvas/use-latest.ts';
import type { CanvasHandle } from '../canvas/use-view.ts';
import { TRIGGERS } from '../canvas/walk.ts';
import { focusOf } from '../keys/use-keys.ts';
import type { Session } from '../session/session.ts';
import { useNotify } from '../../ui/use-notify.tsx';
import type { Verbs } from './verbs.ts';

type ClipboardParts = { session: Session; verbs: Verbs; canvas: RefObject<CanvasHandle | null>; denied: string };

/** Copies, cuts and pastes steps by the system's clipboard: between tabs, and between installations. */
export function useClipboard({ session, verbs, canvas, denied }: ClipboardParts): {
  write(text: string): void;
  paste(): void;
} {
  const notify = useNotify();
  const latest = useLatest((text: string, at: Point = { x: 0, y: 0 }) => {
    const { selection } = session.getState();
    verbs.paste(text, at);
    const chosen = session.getState().selection;
    const [first] = chosen.steps;
    // What was pasted can be wider than the view.
    if (chosen !== selection && first !== undefined) canvas.current?.focus(first);
  });
  useEffect(() => {
    const pasteAt = (text: string, at: Point | undefined): void => latest.current(text, at);
    const isOurs = (): boolean => {
      const focus = focusOf(document.activeElement);
      return !focus.isField && focus.isCanvas && !focus.hasText;
    };
    const put = (event: ClipboardEvent): boolean => {
      if (isOurs()) chooseFocused(session);
      const text = isOurs() ? verbs.copy() : undefined;
      if (text === undefined) return false;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      return true;
    };
    const copy = (event: ClipboardEvent): void => void put(event);
    const cut = (event: ClipboardEvent): void => {
      if (!session.getState().readOnly && put(event)) verbs.cut();
    };
    const paste = (event: ClipboardEvent): void => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!isOurs() || text === '') return;
      event.preventDefault();
      pasteAt(text, canvas.current?.pointer());
    };
    document.addEventListener('copy', copy);
    document.addEventListener('cut', cut);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('copy', copy);
      document.removeEventListener('cut', cut);
      document.removeEventListener('paste', paste);
    };
  }, [session, verbs, canvas, latest]);
  return {
    write: (text) => void navigator.clipboard?.writeText(text).catch(() => notify.done(denied)),
    paste: () => {
      const at = canvas.current?.pointer();
      navigator.clipboard.readText().then(
        (text) => latest.current(text, at),
        () => notify.done(denied),
      );
    },
  };
}

/** Where nothing is chosen, the card with the focus is: what Tab leads to can be worked on like what was clicked. */
export function chooseFocused(session: Session): void {
  const { steps, notes, exits } = session.getState().selection;
  const step = document.activeElement?.closest<HTMLElement>('[data-step]')?.dataset['step'];
  if (steps.length + notes.length + exits.length > 0 || step === undefined || step === TRIGGERS) return;
  session.select({ steps: [step as StepId] });
}
