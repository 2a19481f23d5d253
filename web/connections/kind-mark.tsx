import type { ReactNode } from 'react';
import styles from './kind-mark.module.css';
import { markOf } from './mark-of.ts';

type KindMarkProps = { family: string; title: string; kind: string; size?: number };

/** The mark of a channel or system: letters on a shape, a bubble for channels, a tile for systems. */
export function KindMark({ family, title, kind, size = 36 }: KindMarkProps): ReactNode {
  const { letters, tone } = markOf({ family, title });
  return (
    <svg className={styles.mark} data-tone={tone} viewBox="0 0 36 36" width={size} height={size} aria-hidden>
      {kind === 'channel' ? (
        <path d="M18 2a15 15 0 1 1-7.4 28.05L3.5 33.5 5 25.6A15 15 0 0 1 18 2z" />
      ) : (
        <rect x="3" y="3" width="30" height="30" rx="8" />
      )}
      <text x="18" y="18" dy="0.36em" textAnchor="middle">
        {letters}
      </text>
    </svg>
  );
}
