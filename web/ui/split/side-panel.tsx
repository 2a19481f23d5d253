import { CloseButton } from '@mantine/core';
import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { clampWidth, widthAfterKey, type WidthLimits } from './panel-width.ts';
import styles from './side-panel.module.css';

type SidePanelProps = {
  /** Names the kept width: `editor.settings`. */
  name: string;
  /** Its heading, also its name for those who hear the page. */
  title: string;
  side?: 'left' | 'right';
  width?: number;
  least?: number;
  most?: number;
  /** Buttons beside the heading. */
  actions?: ReactNode;
  onClose?(): void;
  children: ReactNode;
};

/** A panel beside the page, never over it; its edge is drawn with the mouse or moved with the arrow keys, and stays so. */
export function SidePanel(props: SidePanelProps): ReactNode {
  const {
    name,
    title,
    side = 'right',
    width: first = 400,
    least = 280,
    most = 720,
    actions,
    onClose,
    children,
  } = props;
  const t = useText('ui');
  const key = `rondine.width.${name}`;
  const limits: WidthLimits = { least, most };
  const [width, setWidth] = useState(() => clampWidth(Number(localStorage.getItem(key)) || first, limits));
  const from = useRef<{ x: number; width: number }>(undefined);
  const keep = (wanted: number): void => {
    const next = clampWidth(wanted, limits);
    setWidth(next);
    localStorage.setItem(key, String(next));
  };
  const grow = side === 'right' ? -1 : 1;
  const drag = ({ clientX }: PointerEvent): void => {
    if (from.current) keep(from.current.width + grow * (clientX - from.current.x));
  };
  const press = (event: KeyboardEvent): void => {
    const next = widthAfterKey(event.key, { width, side, ...limits });
    if (next === undefined) return;
    event.preventDefault();
    keep(next);
  };
  return (
    <aside className={styles.panel} data-side={side} aria-label={title} style={{ width }}>
      <div
        className={styles.edge}
        role="separator"
        aria-orientation="vertical"
        aria-label={t('panel.resize')}
        aria-valuenow={width}
        aria-valuemin={least}
        aria-valuemax={most}
        tabIndex={0}
        onKeyDown={press}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          from.current = { x: event.clientX, width };
        }}
        onPointerMove={drag}
        onPointerUp={() => (from.current = undefined)}
        onPointerCancel={() => (from.current = undefined)}
        onDoubleClick={() => keep(first)}
      />
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {actions}
        {onClose && <CloseButton aria-label={t('panel.close')} onClick={onClose} />}
      </header>
      <div className={styles.body}>{children}</div>
    </aside>
  );
}
