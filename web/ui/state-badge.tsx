import type { ReactNode } from 'react';
import styles from './state-badge.module.css';

/** How a state feels; each has a shape as well as a colour, so that neither alone carries it. */
export type Tone = 'good' | 'busy' | 'waiting' | 'bad' | 'quiet';

const SHAPES: Record<Tone, ReactNode> = {
  good: <circle cx="6" cy="6" r="5" />,
  busy: <path d="M6 1a5 5 0 0 1 0 10z M6 1a5 5 0 0 0 0 10" />,
  waiting: <path d="M6 .8 11.4 11H.6z" />,
  bad: <path d="M1.5 1.5h9v9h-9z" />,
  quiet: <circle cx="6" cy="6" r="4.2" fill="none" strokeWidth="1.6" />,
};

/** A state in words beside its mark. */
export function StateBadge({ tone, children }: { tone: Tone; children: ReactNode }): ReactNode {
  return (
    <span className={styles.state} data-tone={tone}>
      <svg viewBox="0 0 12 12" width="10" height="10" aria-hidden className={styles.mark}>
        {SHAPES[tone]}
      </svg>
      {children}
    </span>
  );
}
