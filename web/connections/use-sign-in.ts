import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../api/client.ts';

/** How letting us in by a browser stands. */
export type SignIn = {
  state: 'idle' | 'opening' | 'waiting' | 'blocked' | 'closed' | 'pasting' | 'connected' | 'refused' | 'stale';
  /** Where the other side asks the person; for a window that was blocked. */
  url?: string;
  message?: string;
  error?: unknown;
  /** Opens the window of the other side. Call it right from a click, or browsers block it. */
  begin(): void;
  /** Ends it with the address that was pasted. */
  paste(returned: string): void;
};

type Seen = Omit<SignIn, 'begin' | 'paste'>;

const SHAPE = 'popup,width=560,height=720';
/** After the window is gone its answer may still be on its way. */
const AFTERWARDS_MS = 2500;

/** Has a person let us into the system behind a connection, in a window of its own. */
export function useSignIn(connection: string): SignIn {
  const [seen, setSeen] = useState<Seen>({ state: 'idle' });
  const turn = useRef(0);
  useEffect(
    () => () => {
      turn.current += 1;
    },
    [connection],
  );
  const show = useCallback((mine: number, next: Seen): void => {
    if (turn.current === mine) setSeen(next);
  }, []);
  const begin = useCallback((): void => {
    const mine = (turn.current += 1);
    // The window has to be opened by the click itself.
    const popup = window.open('about:blank', `rondine-${connection}`, SHAPE);
    const run = async (): Promise<void> => {
      setSeen({ state: 'opening' });
      const { id, url, pasted } = await api('POST /connections/:connection/sign-in', { params: { connection } });
      if (popup) popup.location.href = url;
      show(mine, { state: pasted ? 'pasting' : popup ? 'waiting' : 'blocked', url });
      let goneAt: number | undefined;
      for (let isOpen = true; isOpen && turn.current === mine;) {
        const { state, message } = await api('GET /connections/:connection/sign-in/:id', {
          params: { connection, id },
        });
        isOpen = state === 'waiting';
        if (!isOpen) return show(mine, { state, ...(message === undefined ? {} : { message }) });
        if (pasted || !popup?.closed) continue;
        goneAt ??= Date.now();
        if (Date.now() - goneAt > AFTERWARDS_MS) show(mine, { state: 'closed', url });
      }
    };
    run().catch((error: unknown) => {
      popup?.close();
      show(mine, { state: 'idle', error });
    });
  }, [connection, show]);
  const paste = useCallback(
    (returned: string): void => {
      const mine = (turn.current += 1);
      const run = async (): Promise<void> => {
        const { message } = await api('POST /connections/:connection/sign-in/finish', {
          params: { connection },
          body: { returned },
        });
        show(mine, { state: 'connected', message });
      };
      run().catch((error: unknown) => show(mine, { state: 'pasting', error }));
    },
    [connection, show],
  );
  return { ...seen, begin, paste };
}
