import type { ReactNode } from 'react';
import { qrCode } from './qr-code.ts';
import styles from './qr-image.module.css';

/** Light modules around the code, without which readers do not find it. */
const MARGIN = 4;

/** A text as a QR code, for a phone's camera; nothing for one that is too long. `label` says what it is. */
export function QrImage({ text, label }: { text: string; label: string }): ReactNode {
  const code = qrCode(text);
  if (!code) return null;
  const width = code.length + 2 * MARGIN;
  const dark = code.flatMap((line, row) =>
    line.flatMap((module, column) => (module ? [`M${column + MARGIN} ${row + MARGIN}h1v1h-1z`] : [])),
  );
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${width} ${width}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path className={styles.dark} d={dark.join('')} />
    </svg>
  );
}
