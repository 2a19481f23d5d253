import type { ReactNode } from 'react';
import type { JsonValue } from '../../src/base/json.ts';
import styles from './exchange.module.css';

/** A value of JSON set out in lines, under a name. */
export function JsonView({ label, value }: { label: string; value: JsonValue }): ReactNode {
  return (
    <details className={styles.exchange}>
      <summary className={styles.line}>{label}</summary>
      <pre className={styles.body} tabIndex={0} role="group" aria-label={label}>
        {JSON.stringify(value, undefined, 2)}
      </pre>
    </details>
  );
}
