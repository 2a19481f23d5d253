import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import type { ChangeLine, EditLine } from './change-lines.ts';
import styles from './publish.module.css';

/** A change by its shape as well as by its colour. */
const SIGNS: Readonly<Record<ChangeLine['change'], string>> = {
  added: '+',
  removed: '−',
  changed: '~',
  renamed: '→',
  moved: '↕',
};

type ChangeListProps = {
  lines: readonly ChangeLine[];
  /** The one that is looked at. */
  current?: string | undefined;
  /** Without it the lines are only read. */
  go?(line: ChangeLine): void;
};

/** What is different between two states of a flow, part by part, in words. */
export function ChangeList({ lines, current, go }: ChangeListProps): ReactNode {
  const t = useText('publish');
  return (
    <ul className={styles.changes} aria-label={t('changes')}>
      {lines.map((line) => {
        const { key, change, edits } = line;
        const body = (
          <>
            <span className={styles.sign} data-change={change} aria-hidden>
              {SIGNS[change]}
            </span>
            <span className={styles.what}>
              <span>{t(`change.${change}`, { what: nameOf(line, t) })}</span>
              {edits.map((edit) => (
                <EditShown key={`${edit.field} ${edit.before ?? ''}`} edit={edit} />
              ))}
            </span>
          </>
        );
        return (
          <li key={key} data-current={key === current}>
            {go ? (
              <UnstyledButton className={styles.change ?? ''} aria-current={key === current} onClick={() => go(line)}>
                {body}
              </UnstyledButton>
            ) : (
              <div className={styles.change}>{body}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function nameOf({ part, title }: ChangeLine, t: ReturnType<typeof useText<'publish'>>): string {
  if (part === 'flow') return t('part.flow');
  if (part === 'step') return t('part.step', { title });
  return t(`part.${part}`, { title });
}

function EditShown({ edit: { field, before, after } }: { edit: EditLine }): ReactNode {
  const t = useText('publish');
  return (
    <span className={styles.edit}>
      <span className={styles.field}>{field}</span>
      {before !== undefined && (
        <del className={styles.before}>
          <span className={styles.hidden}>{t('before')}</span>
          {before === '' ? t('nothing') : before}
        </del>
      )}
      {after !== undefined && (
        <ins className={styles.after}>
          <span className={styles.hidden}>{t('after')}</span>
          {after === '' ? t('nothing') : after}
        </ins>
      )}
    </span>
  );
}
