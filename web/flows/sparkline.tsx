import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { useFormat } from '../ui/use-format.ts';
import { barsOf, sum } from './flow-list.ts';
import styles from './flows.module.css';

const WIDTH = 8;
const GAP = 3;
const HEIGHT = 22;

/** Runs per day of a week as seven bars, today last, with their number beside. */
export function Sparkline({ counts }: { counts: readonly number[] }): ReactNode {
  const t = useText('flows');
  const format = useFormat();
  const total = sum(counts);
  const days = counts.map((count) => format.number(count)).join(', ');
  return (
    <span className={styles.spark}>
      <svg
        width={counts.length * (WIDTH + GAP) - GAP}
        height={HEIGHT}
        role="img"
        aria-label={t('runs.label', { count: total, days })}
      >
        <title>{t('runs.label', { count: total, days })}</title>
        {barsOf(counts).map((share, day) => {
          const height = Math.max(1, share * HEIGHT);
          const isToday = day === counts.length - 1;
          return (
            <rect
              // A day is its place: there are always seven.
              key={day}
              x={day * (WIDTH + GAP)}
              y={HEIGHT - height}
              width={WIDTH}
              height={height}
              rx={share === 0 ? 0 : 1.5}
              className={share === 0 ? styles.none : isToday ? styles.today : styles.bar}
            />
          );
        })}
      </svg>
      <span className={styles.total} aria-hidden>
        {format.number(total)}
      </span>
    </span>
  );
}
