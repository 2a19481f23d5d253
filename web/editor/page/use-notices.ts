import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import type { Label } from '../../../src/flow/edit/history.ts';
import type { Translate } from '../../i18n/texts.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import type { Session } from '../session/session.ts';

const STAY_MS = 5000;

/** Says a label of the session in the viewer's language. */
export function wordsFor(t: Translate<'session'>, { key, values }: Label): string {
  return t.known(key, values) ?? String(values?.['message'] ?? key);
}

/** Tells those who hear the page of every edit, and everybody of what could not be done. */
export function useNotices(session: Session): void {
  const t = useText('session');
  const announce = useAnnounce();
  useEffect(() => {
    let { history, notice } = session.getState();
    return session.subscribe(() => {
      const state = session.getState();
      const { present, past } = state.history;
      const isEdit = state.history !== history && past.at(-1) === history.present && present.label !== undefined;
      if (isEdit && present.label) announce(wordsFor(t, present.label));
      history = state.history;
      if (state.notice && state.notice !== notice) {
        const { tone, label } = state.notice;
        const text = wordsFor(t, label);
        announce(text, tone === 'trouble' ? 'urgent' : 'polite');
        notifications.show({
          id: label.key,
          message: text,
          color: tone === 'trouble' ? 'red' : 'blue',
          autoClose: STAY_MS,
        });
      }
      notice = state.notice;
    });
  }, [session, t, announce]);
}
