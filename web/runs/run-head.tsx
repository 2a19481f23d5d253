import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { isDraftVersion } from '../../src/flow/draft-version.ts';
import { useText } from '../i18n/use-text.ts';
import { ShortId } from '../ui/copy-button.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useNow, When } from '../ui/when.tsx';
import { RunActions } from './run-actions.tsx';
import { phoneOf, Records } from './run-columns.tsx';
import type { RunView } from './run-view.ts';
import styles from './run.module.css';
import { standOf } from './stand.ts';

/** Whose run it is, where it stands now, what it made, and what can be done to it. */
export function RunHead({ view }: { view: RunView }): ReactNode {
  const t = useText('runs');
  const format = useFormat();
  const now = useNow();
  const { run, contact, flowName, startedAt, links, visits } = view.details;
  const phone = phoneOf(contact);
  const { failure } = run;
  const stepTitle = visits.at(-1)?.title;
  const stand = standOf(
    {
      status: run.status,
      step: run.at,
      wait: run.wait,
      ...(stepTitle === undefined ? {} : { stepTitle }),
      ...(failure ? { failure } : {}),
    },
    { t, duration: format.duration, now },
  );
  return (
    <header className={styles.head}>
      <div className={styles.who}>
        <div className={styles.line}>
          <h1 className={styles.title}>
            {contact?.name ?? (phone === undefined ? t('run.nobody') : format.phone(phone))}
          </h1>
          <StateBadge tone={stand.tone}>{stand.text}</StateBadge>
        </div>
        <div className={styles.facts}>
          {contact?.name !== undefined && phone !== undefined && <span>{format.phone(phone)}</span>}
          {isDraftVersion(run.flow.version) ? (
            <span>{t('run.draft', { flow: flowName })}</span>
          ) : (
            <Link
              to="/flows/$flow/history"
              params={{ flow: run.flow.id }}
              search={{ version: String(run.flow.version) }}
            >
              {t('run.flow', { flow: flowName, version: run.flow.version })}
            </Link>
          )}
          {run.connection !== null && <span>{run.connection}</span>}
          <span>
            {t('run.started')} <When at={startedAt} />
          </span>
          <Records links={links} />
          <ShortId id={run.id} />
          {run.shadow && <span>{t('mark.shadow')}</span>}
          {run.test && <span className={styles.test}>{t(run.test.dry ? 'mark.test.dry' : 'mark.test.whole')}</span>}
        </div>
      </div>
      <RunActions view={view} />
    </header>
  );
}
