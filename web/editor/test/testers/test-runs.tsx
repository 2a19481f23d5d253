import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Reply } from '../../../api/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { shortenId } from '../../../ui/format.ts';
import { StateBadge, type Tone } from '../../../ui/state-badge.tsx';
import { When } from '../../../ui/when.tsx';
import panel from '../test-panel.module.css';
import styles from './testers.module.css';

type Runs = Reply<'GET /flows/:flow/testers'>['runs'];

const TONES: Readonly<Record<Runs[number]['status'], Tone>> = {
  active: 'busy',
  completed: 'good',
  failed: 'bad',
  canceled: 'quiet',
};

/** The last runs of test users, each with a link to what took place. */
export function TestRuns({ flow, runs }: { flow: string; runs: Runs }): ReactNode {
  const t = useText('testers');
  return (
    <section className={panel.card} aria-label={t('runs.title')}>
      <h3 className={panel.heading}>{t('runs.title')}</h3>
      {runs.length === 0 && <p className={panel.about}>{t('runs.none')}</p>}
      <ul className={panel.events}>
        {runs.map(({ run, status, contact, startedAt }) => (
          <li key={run} className={styles.person}>
            <Link className={styles.who} to="/runs/$run" params={{ run }}>
              {contact?.name ?? contact?.addresses[0]?.value ?? shortenId(run)}
            </Link>
            <StateBadge tone={TONES[status]}>{t(`runs.${status}`)}</StateBadge>
            <small className={panel.about}>
              <When at={startedAt} />
            </small>
          </li>
        ))}
      </ul>
      {runs.length > 0 && (
        <Link className={panel.about} to="/runs" search={{ flow, tests: 'only' }}>
          {t('runs.all')}
        </Link>
      )}
    </section>
  );
}
