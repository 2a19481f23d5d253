import type { ReactNode } from 'react';
import { encode } from 'uqr';
import styles from './qr-image.module.css';

/** Light modules around the code, without which readers do not find it. */
const MARGIN = 4;

/** A text of at most some 2,000 characters as a QR code, for a phone's camera. `label` says what it is. */
export function QrImage({ text, label }: { text: string; label: string }): ReactNode {
  const { data, size } = encode(text, { ecc: 'M', border: MARGIN });
  const dark = data.flatMap((line, row) =>
    line.flatMap((module, column) => (module ? [`M${column} ${row}h1v1h-1z`] : [])),
  );
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path className={styles.dark} d={dark.join('')} />
    </svg>
  );
}
