import type { ReactNode } from 'react';
import styles from './mark.module.css';

/** The swallow: two strokes, swept wings and a body with its forked tail. */
export function Mark({ size = 28 }: { size?: number }): ReactNode {
  return (
    <svg className={styles.mark} viewBox="0 0 32 32" width={size} height={size} aria-hidden>
      <path className={styles.wings} d="M2 10.5C10.5 5 18.5 6 22 10 26 13.5 27 21.5 22 30" />
      <path className={styles.tail} d="M3 22C9.5 21.5 13.5 19 17 15.5L29.5 3M17 15.5C13.5 18.5 11 23 10.5 29" />
    </svg>
  );
}
