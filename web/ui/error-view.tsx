import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import styles from './error-view.module.css';
import { readProblem } from './shown-problem.ts';

type ErrorViewProps = {
  /** What was thrown. */
  error: unknown;
  retry?: () => void;
  /** What the person can do about it, where the page knows better than the server. */
  fix?: string;
};

/** Says what did not work, where, and what to do; the code for support comes last and small. */
export function ErrorView({ error, retry, fix }: ErrorViewProps): ReactNode {
  const t = useText('ui');
  const problem = readProblem(error);
  const { code, where, request } = problem;
  const what = t.known(`problem.${code}`) ?? problem.what ?? t('problem.page');
  const advice = fix ?? problem.fix ?? t.known(`problem.${code}.fix`);
  return (
    <div className={styles.problem} role="alert">
      <IconAlertTriangle size={20} aria-hidden className={styles.icon} />
      <div className={styles.words}>
        <p className={styles.what}>{what}</p>
        {code === 'page' && problem.what !== undefined && <p>{problem.what}</p>}
        {where !== undefined && <p>{t('problem.where', { where })}</p>}
        {advice !== undefined && <p>{t('problem.fix', { fix: advice })}</p>}
        {retry && (
          <Button variant="default" size="xs" onClick={retry}>
            {t('problem.retry')}
          </Button>
        )}
        <p className={styles.code}>{t('problem.code', { code: [code, request].filter(Boolean).join(' · ') })}</p>
      </div>
    </div>
  );
}
