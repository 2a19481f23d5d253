import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { useViewer } from '../../ui/viewer.tsx';
import styles from './test-panel.module.css';
import type { Moment } from './trial-model.ts';
import { sayCheck } from '../problems/say-check.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TONES = { none: 'quiet', active: 'waiting', completed: 'good', failed: 'bad', canceled: 'quiet' } as const;

type WaitProps = {
  run: Moment['run'];
  /** What time it is in the trial at the moment that is shown. */
  now: number;
  /** How long the wait still lasts; undefined where none can be skipped. */
  left: number | undefined;
  onPass(ms: number): void;
  onRelease(): void;
  onResume(): void;
};

/** How the run stands, what it waits for, and how time or others go on. */
export function WaitBar({ run, now, left, onPass, onRelease, onResume }: WaitProps): ReactNode {
  const t = useText('test');
  const { language } = useViewer();
  const format = useFormat();
  const failed = run?.failure?.message ?? '';
  const wait = run?.status === 'active' ? run.wait : undefined;
  const what = wait ? (t.known(`wait.${wait.for}`) ?? wait.for) : '';
  const state = run?.status ?? 'none';
  const said = wait
    ? wait.until === undefined
      ? what
      : t('wait.until', { what, time: format.dateTime(wait.until) })
    : t(`status.${state}`, { message: sayCheck(failed, language) ?? failed });
  const button = (label: string, act: () => void): ReactNode => (
    <Button key={label} size="compact-sm" variant="default" onClick={act}>
      {label}
    </Button>
  );
  return (
    <div className={styles.card}>
      <p role="status">
        <StateBadge tone={TONES[state]}>{said}</StateBadge>
      </p>
      <p className={styles.about}>{t('time.now', { time: format.dateTime(now) })}</p>
      <div className={styles.acts}>
        {left !== undefined && button(t('time.skip', { duration: format.duration(left) }), () => onPass(left))}
        {[HOUR_MS, DAY_MS].map((ms) => button(t('time.later', { duration: format.duration(ms) }), () => onPass(ms)))}
        {wait?.for === 'agent' && button(t('release'), onRelease)}
        {wait?.for === 'webhook' && button(t('resume'), onResume)}
      </div>
    </div>
  );
}
