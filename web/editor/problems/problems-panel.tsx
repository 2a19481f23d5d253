import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useSession } from '../session/use-editor.ts';
import styles from './problems.module.css';
import { Problems } from './problems.tsx';

/** What is wrong with the flow, below the canvas. */
export function ProblemsPanel(): ReactNode {
  const t = useText('problems');
  const session = useSession();
  return (
    <section className={styles.panel} aria-label={t('title')}>
      <header className={styles.head}>
        <h2>{t('title')}</h2>
        <CloseButton aria-label={t('close')} onClick={() => session.show(undefined)} />
      </header>
      <div className={styles.body}>
        <Problems />
      </div>
    </section>
  );
}
