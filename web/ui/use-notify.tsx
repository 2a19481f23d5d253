import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useText } from '../i18n/use-text.ts';
import { useAnnounce } from './announce.tsx';
import { readProblem } from './shown-problem.ts';
import styles from './use-notify.module.css';

/** `undo` takes back what was done; it may be asked for while the message stands. */
export type Notice = { undo?: () => Promise<void> | void };

export type Notify = {
  /** Says that something is done: "Flow deleted". */
  done(text: string, notice?: Notice): void;
  /** Says that something was refused, in the server's words; stays until it is closed. */
  failed(error: unknown): void;
};

const STAY_MS = 6000;
const STAY_WITH_UNDO_MS = 12_000;

/** Messages at the edge of the page, also read aloud. What can be undone is done at once and offers "Undo" instead of asking first. */
export function useNotify(): Notify {
  const t = useText('ui');
  const announce = useAnnounce();
  const failed = useCallback(
    (error: unknown): void => {
      const { code, what, fix } = readProblem(error);
      const words = t.known(`problem.${code}`) ?? what ?? t('problem.page');
      const advice = fix ?? t.known(`problem.${code}.fix`);
      notifications.show({
        color: 'red',
        icon: <IconAlertTriangle size={18} aria-hidden />,
        title: words,
        message: [advice, code].filter(Boolean).join(' · '),
        autoClose: false,
        closeButtonProps: { 'aria-label': t('notify.close') },
      });
    },
    [t],
  );
  const done = useCallback(
    (text: string, { undo }: Notice = {}): void => {
      const id = crypto.randomUUID();
      const takeBack = async (): Promise<void> => {
        notifications.hide(id);
        try {
          await undo?.();
          announce(t('undo.done'));
        } catch (error) {
          failed(error);
        }
      };
      notifications.show({
        id,
        color: 'green',
        icon: <IconCheck size={18} aria-hidden />,
        message: (
          <span className={styles.line}>
            {text}
            {undo && (
              <Button size="compact-sm" variant="default" onClick={() => void takeBack()}>
                {t('undo.verb')}
              </Button>
            )}
          </span>
        ),
        autoClose: undo ? STAY_WITH_UNDO_MS : STAY_MS,
        closeButtonProps: { 'aria-label': t('notify.close') },
      });
    },
    [t, announce, failed],
  );
  return { done, failed };
}
