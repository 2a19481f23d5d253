import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { useAnnounce } from '../ui/announce.tsx';
import { shortenId } from '../ui/format.ts';
import { shareOf, type RepairJob } from './repair-job.ts';
import { repairStore } from './repair-store.ts';
import styles from './runs.module.css';

/** How far the repair is, and what came of it. */
export function RepairProgress({ job }: { job: RepairJob }): ReactNode {
  const t = useText('runs');
  const announce = useAnnounce();
  const navigate = useNavigate();
  const { state, done, repeated, unfit, expected, problem } = job;
  const words = t(`job.${state}`, { done: done + repeated, count: expected });
  useEffect(() => {
    if (state !== 'working') announce(words);
  }, [state, words, announce]);
  const end = (): void => {
    repairStore.forget();
    void navigate({ to: '/runs' });
  };
  return (
    <div className={styles.outlook}>
      <div className={styles.strip}>
        <span>{words}</span>
        <progress className={styles.bar} value={shareOf(job)} max={1} aria-label={t('job.progress')} />
        {state === 'working' && (
          <Button variant="default" size="xs" onClick={() => repairStore.stop()}>
            {t('job.stop')}
          </Button>
        )}
        {(state === 'stopped' || state === 'failed') && (
          <Button size="xs" onClick={() => repairStore.resume()}>
            {t('job.resume')}
          </Button>
        )}
        {state !== 'working' && (
          <Button variant={state === 'done' ? 'filled' : 'default'} size="xs" onClick={end}>
            {t('job.end')}
          </Button>
        )}
      </div>
      {state === 'working' && <p className={styles.quiet}>{t('job.leave')}</p>}
      {problem !== undefined && state === 'failed' && <p>{problem}</p>}
      <dl className={styles.figures}>
        <div className={styles.figure}>
          <dt>{t('job.repaired', { count: done })}</dt>
          <dd>{done}</dd>
        </div>
        {repeated > 0 && (
          <div className={styles.figure}>
            <dt>{t('job.repeated', { count: repeated })}</dt>
            <dd>{repeated}</dd>
          </div>
        )}
        <div className={styles.figure} data-tone={unfit.length > 0 ? 'bad' : undefined}>
          <dt>{t('job.unfit', { count: unfit.length })}</dt>
          <dd>{unfit.length}</dd>
        </div>
      </dl>
      {unfit.length > 0 && (
        <ul className={styles.cards} aria-label={t('job.unfit', { count: unfit.length })}>
          {unfit.map(({ run, problem: why }) => (
            <li key={run}>
              <Link to="/runs/$run" params={{ run }}>
                {shortenId(run)}
              </Link>{' '}
              {why}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
