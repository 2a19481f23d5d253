import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../../api/client.ts';
import { useLiveChange, type OnChange } from '../../api/live.ts';
import { draftFrom } from '../page/open-session.ts';
import { draftIn, type Theirs } from '../session/state.ts';
import { useEditor, useSession } from '../session/use-editor.ts';

/** News of our own saving arrive before its answer: what is looked at is how things stand a moment later. */
const REST_MS = 1500;

/**
 * The draft that somebody else saved while nothing of ours is unsaved: it can be shown without losing anything. With
 * something unsaved the next saving finds the conflict.
 */
export function useOthers(): Theirs | undefined {
  const session = useSession();
  const flow = useEditor((state) => draftIn(state).flow.id);
  const kept = useEditor((state) => state.kept.revision);
  const isSaved = useEditor(({ saving }) => saving.state === 'saved');
  const [newer, setNewer] = useState<Theirs>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const look = useCallback(async (): Promise<void> => {
    const { saving, kept: ours } = session.getState();
    if (saving.state !== 'saved') return;
    const view = await api('GET /flows/:flow/draft', { params: { flow } });
    if (view.revision <= ours.revision) return;
    setNewer({
      draft: draftFrom(view),
      revision: view.revision,
      by: view.by ?? '',
      changedAt: view.changedAt ?? Date.now(),
    });
  }, [session, flow]);
  const onChange = useCallback<OnChange>(
    ({ key }) => {
      if (key !== flow && key !== '*') return;
      clearTimeout(timer.current);
      // Nothing is lost where it cannot be read: saving finds out.
      timer.current = setTimeout(() => void look().catch(() => undefined), REST_MS);
    },
    [flow, look],
  );
  useLiveChange('flows', onChange);
  useEffect(() => () => clearTimeout(timer.current), []);
  return newer && isSaved && newer.revision > kept ? newer : undefined;
}
