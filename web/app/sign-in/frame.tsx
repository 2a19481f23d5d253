import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { Mark } from '../../ui/mark.tsx';
import { usePageTitle } from '../../ui/page-header.tsx';
import { ViewerMenu } from '../viewer-menu.tsx';
import styles from './frame.module.css';

/** The page of somebody who is not inside yet: who we are, one form. */
export function Frame({ title, note, children }: { title: string; note?: string; children: ReactNode }): ReactNode {
  const t = useText('app');
  usePageTitle(title);
  return (
    <div className={styles.page}>
      <div className={styles.flight} aria-hidden>
        <Mark size={620} />
      </div>
      <main className={styles.card}>
        <p className={styles.wordmark}>
          <Mark size={34} />
          rondine
        </p>
        <h1 className={styles.title}>{title}</h1>
        {note !== undefined && <p className={styles.note}>{note}</p>}
        {children}
      </main>
      <footer className={styles.foot}>
        <p>{t('what')}</p>
        <ViewerMenu />
      </footer>
    </div>
  );
}
