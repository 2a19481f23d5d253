import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useSyncExternalStore, type ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { shareOf, type RepairJob } from './repair-job.ts';
import { repairStore } from './repair-store.ts';
import styles from './runs.module.css';

/** The repair of this browser. */
export function useRepairJob(): RepairJob | undefined {
  return useSyncExternalStore(repairStore.subscribe, repairStore.get);
}

/** Says how far a repair is that goes on while other pages are looked at. */
export function RepairStrip(): ReactNode {
  const t = useText('runs');
  const job = useRepairJob();
  if (!job) return null;
  const values = { done: job.done + job.repeated, count: job.expected };
  return (
    <div className={styles.strip} role="status">
      <span>{t(`job.${job.state}`, values)}</span>
      <progress className={styles.bar} value={shareOf(job)} max={1} aria-label={t('job.progress')} />
      <Link to="/runs/repair">{t('job.show')}</Link>
      {job.state !== 'working' && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => repairStore.forget()}>
          {t('job.forget')}
        </Button>
      )}
    </div>
  );
}
