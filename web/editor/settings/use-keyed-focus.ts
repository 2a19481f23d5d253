import { useEffect, useRef, type RefObject } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import { useEditor } from '../session/use-editor.ts';

/** Takes the focus into the panel that a key has opened, and by Escape back to the card that it is about. */
export function useKeyedFocus(step: StepId | undefined): RefObject<HTMLDivElement | null> {
  const content = useRef<HTMLDivElement>(null);
  const opened = useEditor((state) => state.opened);
  useEffect(() => {
    if (opened?.isKeyed) content.current?.querySelector<HTMLElement>('input, textarea, select')?.focus();
  }, [opened]);
  useEffect(() => {
    const leave = (event: KeyboardEvent): void => {
      const { key, target, defaultPrevented } = event;
      if (key !== 'Escape' || defaultPrevented || !(target instanceof HTMLElement)) return;
      // An open list is what Escape closes first.
      if (!content.current?.contains(target) || target.getAttribute('aria-expanded') === 'true') return;
      const card = step === undefined ? '' : `[data-step="${CSS.escape(step)}"] `;
      document.querySelector<HTMLElement>(`[data-canvas] ${card}[role="button"]`)?.focus();
    };
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [step]);
  return content;
}
