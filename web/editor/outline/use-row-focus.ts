import { useEffect, useRef, useState } from 'react';

/** The line that has the focus, or will have it as soon as it is drawn. */
export type RowFocus = { ref(element: HTMLElement | null): void; element(): HTMLElement | null; take(): void };

/** Puts the focus on the current line of a tree. A field or a dialog that has opened meanwhile keeps it. */
export function useRowFocus(scroll: { readonly current: HTMLElement | null }): RowFocus {
  const found = useRef<HTMLElement | null>(null);
  const isWanted = useRef(false);
  const [, redraw] = useState(0);
  useEffect(() => {
    if (!isWanted.current) return;
    isWanted.current = false;
    const isElsewhere =
      document.querySelector('[role="dialog"], [role="menu"]') ?? scroll.current?.querySelector('input');
    if (!isElsewhere) found.current?.focus({ preventScroll: true });
  });
  return {
    ref: (element) => {
      if (element) found.current = element;
    },
    element: () => found.current,
    take: () => {
      isWanted.current = true;
      redraw((count) => count + 1);
    },
  };
}
