import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useFormat } from '../../ui/use-format.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import styles from './test-panel.module.css';
import { pass, release, resume, untilWaitEnds } from './trial.ts';
import type { Running } from './use-trial.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How the run stands, what it waits for, and how time or others go on. */
export function WaitBar({ running }: { running: Running }): ReactNode {
  const t = useText('test');
  const format = useFormat();
  const { trial, at, act, isLatest } = running;
  const shown = trial.moments[at];
  const run = shown?.run;
  const wait = run?.status === 'active' ? run.wait : undefined;
  const left = isLatest ? untilWaitEnds(trial) : undefined;
  const what = wait ? (t.known(`wait.${wait.for}`) ?? wait.for) : '';
  const state = run?.status ?? 'none';
  const tone = { none: 'quiet', active: 'waiting', completed: 'good', failed: 'bad', canceled: 'quiet' } as const;
  return (
    <div className={styles.card}>
      <p role="status">
        <StateBadge tone={tone[state]}>
          {wait
            ? wait.until === undefined
              ? what
              : t('wait.until', { what, time: format.dateTime(wait.until) })
            : t(`status.${state}`, { message: run?.failure?.message ?? '' })}
        </StateBadge>
      </p>
      <p className={styles.about}>
        {t('time.now', { time: format.dateTime(isLatest ? trial.now : (shown?.at ?? trial.now)) })}
      </p>
      <div className={styles.acts}>
        {left !== undefined && (
          <Button size="compact-sm" variant="default" onClick={() => act((now) => pass(now, left))}>
            {t('time.skip', { duration: format.duration(left) })}
          </Button>
        )}
        {[HOUR_MS, DAY_MS].map((ms) => (
          <Button key={ms} size="compact-sm" variant="default" onClick={() => act((now) => pass(now, ms))}>
            {t('time.later', { duration: format.duration(ms) })}
          </Button>
        ))}
        {wait?.for === 'agent' && (
          <Button size="compact-sm" variant="default" onClick={() => act((now) => release(now, 'author'))}>
            {t('release')}
          </Button>
        )}
        {wait?.for === 'webhook' && (
          <Button size="compact-sm" variant="default" onClick={() => act((now) => resume(now, {}))}>
            {t('resume')}
          </Button>
        )}
      </div>
    </div>
  );
}
