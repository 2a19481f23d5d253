import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

type EmptyStateProps = {
  /** A tabler icon, 28 large. */
  icon?: ReactNode;
  /** What will be here. */
  title: string;
  /** Why it is empty now. */
  why: string;
  /** The one thing to do: a button or a link. */
  action?: ReactNode;
  /** `h1` where it is all that the page has. */
  heading?: 'h1' | 'h2';
};

/** Stands where a list or a picture will be: what, why not yet, one action. */
export function EmptyState({ icon, title, why, action, heading: Heading = 'h2' }: EmptyStateProps): ReactNode {
  return (
    <div className={styles.empty}>
      {icon !== undefined && <span className={styles.icon}>{icon}</span>}
      <Heading className={styles.title}>{title}</Heading>
      <p className={styles.why}>{why}</p>
      {action}
    </div>
  );
}
