import type { ReactNode } from 'react';
import type { RungHistory } from '../../src/control/rung-history.ts';
import { useText } from '../i18n/use-text.ts';
import { StateBadge, type Tone } from '../ui/state-badge.tsx';
import { useFormat } from '../ui/use-format.ts';
import styles from './moment.module.css';

const TONES: Record<RungHistory['status'], Tone> = {
  pending: 'busy',
  sent: 'good',
  delivered: 'good',
  read: 'good',
  failed: 'bad',
  refused: 'bad',
  skipped: 'quiet',
};

/** What became of each attempt of a message that goes another way when one does not arrive. */
export function Rungs({ rungs }: { rungs: readonly RungHistory[] }): ReactNode {
  const t = useText('runs');
  const format = useFormat();
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{t('rungs')}</h2>
      <ol className={styles.effects}>
        {rungs.map(({ rung, connection, status, reason, at, movedOn }) => (
          <li key={rung} className={styles.effect}>
            <span className={styles.effectHead}>
              <strong>
                {connection === undefined ? t('rung', { number: rung }) : t('rung.on', { number: rung, connection })}
              </strong>
              <StateBadge tone={TONES[status]}>{t(`rung.${status}`)}</StateBadge>
            </span>
            {at !== undefined && <span className={styles.quiet}>{format.dateTime(at)}</span>}
            {reason !== undefined && <p className={styles.failure}>{reason}</p>}
            {movedOn && (
              <p className={styles.quiet}>{t(`rung.on.${WHY[movedOn.why]}`, { at: format.time(movedOn.at) })}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

const WHY = { refused: 'refused', 'not delivered': 'undelivered', 'no word in time': 'silent' } as const;
