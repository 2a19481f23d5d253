import { useEffect, useState, type ReactNode } from 'react';
import { IconFileImport } from '@tabler/icons-react';
import { useText } from '../i18n/use-text.ts';
import styles from './file-drop.module.css';

type FileDropProps = {
  /** What happens with a file that is let go of: "to import it as a flow". */
  label?: string;
  onFiles(files: readonly File[]): void;
};

/** While it stands on a page, a file can be let go of anywhere on it; whoever has no mouse uses a button beside it. */
export function FileDrop({ label, onFiles }: FileDropProps): ReactNode {
  const t = useText('ui');
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Elements under the pointer enter and leave in pairs; the page is left when all are.
    let depth = 0;
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const hover = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      onFiles([...(event.dataTransfer?.files ?? [])]);
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: hover, drop };
    for (const [name, listener] of Object.entries(listeners)) addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) removeEventListener(name, listener as EventListener);
    };
  }, [onFiles]);
  if (!over) return null;
  return (
    <div className={styles.veil} aria-hidden>
      <div className={styles.card}>
        <IconFileImport size={32} />
        <strong>{label ?? t('drop.here')}</strong>
      </div>
    </div>
  );
}
