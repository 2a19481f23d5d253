import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Diagnostic } from '../../../../src/base/diagnostic.ts';
import type { StepId } from '../../../../src/base/ids.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useViewer } from '../../../ui/viewer.tsx';
import { saidIn } from '../../problems/say-check.ts';
import { useSession } from '../../session/use-editor.ts';
import styles from './step.module.css';

/** What is wrong with one step. */
export function problemsOf(diagnostics: readonly Diagnostic[], step: StepId): Diagnostic[] {
  return diagnostics.filter(({ path }) => path[0] === 'flow' && path[1] === 'steps' && path[2] === step);
}

/** What is wrong with a step, each with what to do; a click goes to the field. */
export function ProblemsTab({ id, problems }: { id: StepId; problems: readonly Diagnostic[] }): ReactNode {
  const t = useText('stepPanel');
  const session = useSession();
  const { language } = useViewer();
  if (problems.length === 0) return <p className={styles.quiet}>{t('problems.none')}</p>;
  return (
    <ul className={styles.problems}>
      {problems
        .map((each) => saidIn(each, language))
        .map(({ code, severity, path, message, fix }) => (
          <li key={path.join('.') + code + message} data-severity={severity}>
            {severity === 'error' ? <IconCircleX size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
            <div>
              <p>
                <span className={styles.severity}>{t(`severity.${severity}`)}</span> {message}
              </p>
              <p className={styles.quiet}>{fix}</p>
              {path[3] === 'params' && path.length > 4 && (
                <button
                  type="button"
                  className={styles.link}
                  onClick={() => session.open({ step: id, field: path.slice(4) })}
                >
                  {t('problems.go')}
                </button>
              )}
              <code className={styles.code}>{code}</code>
            </div>
          </li>
        ))}
    </ul>
  );
}
