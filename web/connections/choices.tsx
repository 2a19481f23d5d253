import type { ReactNode } from 'react';
import styles from './connections.module.css';

/** Ways of which one is taken by a click. */
export function Choices<Value extends string>({
  choices,
  choose,
}: {
  choices: readonly { value: Value; title: string; about: string; icon?: ReactNode }[];
  choose(value: Value): void;
}): ReactNode {
  return (
    <div className={styles.choices}>
      {choices.map(({ value, title, about, icon }) => (
        <button key={value} type="button" className={styles.choice} onClick={() => choose(value)}>
          {icon}
          <span>
            <strong>{title}</strong>
            <span className={styles.quiet}>{about}</span>
          </span>
        </button>
      ))}
    </div>
  );
}
