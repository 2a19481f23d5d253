import { Button } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useMe } from '../../app/sign-in/use-session.ts';
import { useText } from '../../i18n/use-text.ts';
import { When } from '../../ui/when.tsx';
import { useEditor, useSession } from '../session/use-editor.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import styles from './conflict.module.css';
import { useOthers } from './use-others.ts';

/** Above the canvas while somebody else has changed the flow, or while nothing can be saved. */
export function ConflictStrip(): ReactNode {
  const t = useText('conflict');
  const session = useSession();
  const saving = useEditor((state) => state.saving);
  const edits = useEditor(({ history }) => history.past.length);
  const newer = useOthers();
  const me = useMe();
  const nameOf = (by: string): string => (by === me?.name ? t('self') : by);
  const [later, setLater] = useState<number>();
  useComeBack();
  if (saving.state === 'conflict') {
    const { theirs } = saving;
    return (
      <div className={styles.strip} role="alert">
        <IconGitMerge size={18} aria-hidden />
        <span className={styles.words}>
          {t('strip', { by: nameOf(theirs.by) })} <When at={theirs.changedAt} />
        </span>
        <Button size="xs" onClick={() => setLater(undefined)}>
          {t('settle')}
        </Button>
        {later !== theirs.revision && (
          <ConflictDialog key={theirs.revision} theirs={theirs} close={() => setLater(theirs.revision)} />
        )}
      </div>
    );
  }
  if (saving.state === 'offline')
    return (
      <div className={styles.strip} role="status">
        <span className={styles.words}>{t('offline', { count: edits })}</span>
        <Button size="xs" variant="default" onClick={() => session.retry()}>
          {t('retry')}
        </Button>
      </div>
    );
  if (newer)
    return (
      <div className={styles.strip} role="status">
        <span className={styles.words}>
          {t('newer', { by: nameOf(newer.by) })} <When at={newer.changedAt} />
        </span>
        <Button size="xs" variant="default" onClick={() => session.settle(newer.draft, newer)}>
          {t('newer.load')}
        </Button>
      </div>
    );
  return null;
}

/** Sends what is kept as soon as the machine is back in the net. */
function useComeBack(): void {
  const session = useSession();
  useEffect(() => {
    const retry = (): void => session.retry();
    addEventListener('online', retry);
    return () => removeEventListener('online', retry);
  }, [session]);
}
