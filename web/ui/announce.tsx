import { createContext, useCallback, useContext, useRef, type ReactNode } from 'react';
import { VisuallyHidden } from '@mantine/core';

/** Says something to those who hear the page; `urgent` interrupts what is being read. */
export type Announce = (text: string, urgency?: 'polite' | 'urgent') => void;

const Context = createContext<Announce>(() => undefined);

/** Gives the function that tells changes to those who hear the page. */
export function useAnnounce(): Announce {
  return useContext(Context);
}

/** Holds the page's two live regions. The same words twice are read twice. */
export function AnnounceProvider({ children }: { children: ReactNode }): ReactNode {
  const polite = useRef<HTMLDivElement>(null);
  const urgent = useRef<HTMLDivElement>(null);
  const announce = useCallback<Announce>((text, urgency = 'polite') => {
    const region = (urgency === 'polite' ? polite : urgent).current;
    if (!region) return;
    // A region that is told the same again says nothing: an invisible space makes it new.
    region.textContent = region.textContent === text ? `${text}\u00a0` : text;
  }, []);
  return (
    <Context value={announce}>
      {children}
      <VisuallyHidden ref={polite} aria-live="polite" />
      <VisuallyHidden ref={urgent} aria-live="assertive" />
    </Context>
  );
}
