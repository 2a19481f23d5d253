import { createContext, useContext, useRef, useSyncExternalStore } from 'react';
import type { Session } from './session.ts';
import type { EditorState } from './state.ts';

const SessionContext = createContext<Session | undefined>(undefined);

/** Gives a session to the parts of the editor. */
export const SessionProvider = SessionContext.Provider;

/** The session that this part of the editor works in. Throws outside of one: that is a defect of ours. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('A part of the editor stands outside of a session.');
  return session;
}

/**
 * A part of the editor's state. The component is drawn again only when that part is another one, as `isSame` says:
 * the very same object unless told.
 */
export function useEditor<Part>(
  select: (state: EditorState) => Part,
  isSame: (left: Part, right: Part) => boolean = Object.is,
): Part {
  const session = useSession();
  const last = useRef<{ state: EditorState; part: Part } | undefined>(undefined);
  const read = (): Part => {
    const state = session.getState();
    if (last.current?.state === state) return last.current.part;
    const part = select(state);
    const before = last.current;
    const settled = before && isSame(before.part, part) ? before.part : part;
    last.current = { state, part: settled };
    return settled;
  };
  return useSyncExternalStore(session.subscribe, read);
}
