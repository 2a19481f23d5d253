import { IconAlertTriangle, IconCircleCheck, IconExclamationCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useEditor } from '../session/use-editor.ts';
import { countProblems } from './problem-filter.ts';
import styles from './problems.module.css';

/** How many problems there are: for the bar above the canvas. */
export function ProblemCounts(): ReactNode {
  const t = useText('problems');
  const diagnostics = useEditor((state) => state.diagnostics);
  const { errors, warnings } = countProblems(diagnostics);
  const said = t('counts', { errors: t('errors', { count: errors }), warnings: t('warnings', { count: warnings }) });
  return (
    <span className={styles.numbers} role="img" aria-label={said}>
      {errors + warnings === 0 && <IconCircleCheck size={16} data-tone="good" />}
      {errors > 0 && (
        <span data-tone="error">
          <IconExclamationCircle size={16} />
          {errors}
        </span>
      )}
      {warnings > 0 && (
        <span data-tone="warning">
          <IconAlertTriangle size={16} />
          {warnings}
        </span>
      )}
    </span>
  );
}
