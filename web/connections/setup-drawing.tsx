import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import styles from './setup-drawing.module.css';

type SetupDrawingProps = {
  /** The clicks that lead there: `Setup > …`. */
  place: string;
  /** The fields of the page, and what goes into them. */
  rows: readonly { label: string; value: string }[];
  /** The button to press at the end. */
  action?: string;
};

/** A plain drawing of a page of the other side: where one is, which fields it has, and what goes into them. */
export function SetupDrawing({ place, rows, action }: SetupDrawingProps): ReactNode {
  const t = useText('connections');
  const steps = place.split(/ > | → /);
  const page = steps.at(-1) ?? '';
  return (
    <figure className={styles.drawing} role="img" aria-label={t('drawing.label', { page })}>
      <div className={styles.top}>
        <span className={styles.dots} />
        <span className={styles.find}>{steps[1] ?? steps[0]}</span>
      </div>
      <div className={styles.body}>
        <div className={styles.tree}>
          {steps.map((step, at) => (
            <span key={step} data-here={at === steps.length - 1} style={{ paddingLeft: Math.min(at, 4) * 10 }}>
              {step}
            </span>
          ))}
        </div>
        <div className={styles.page}>
          <span className={styles.title}>{page}</span>
          {rows.length === 0 && <span className={styles.blank} />}
          {rows.map(({ label, value }) => (
            <div key={label} className={styles.row}>
              <span className={styles.label}>{label}</span>
              <span className={styles.box}>{value}</span>
            </div>
          ))}
          {action !== undefined && <span className={styles.button}>{action}</span>}
        </div>
      </div>
    </figure>
  );
}
