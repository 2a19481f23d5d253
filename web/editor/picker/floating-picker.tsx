import { Portal } from '@mantine/core';
import { useEffect, useRef, type ComponentProps, type ReactNode } from 'react';
import type { Point } from '../../../src/flow/layout.ts';
import { StepPicker } from './step-picker.tsx';
import styles from './step-picker.module.css';

const WIDTH = 340;
const HEIGHT = 440;
const EDGE = 12;

type FloatingPickerProps = ComponentProps<typeof StepPicker> & { screen: Point; onClose(): void };

/** The picker where something is to be added. A click elsewhere closes it. */
export function FloatingPicker({ screen, ...props }: FloatingPickerProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const { onClose } = props;
  useEffect(() => {
    const { current } = box;
    // Where a drag begins the picker makes way for the canvas.
    current?.addEventListener('dragend', onClose);
    const away = ({ target }: PointerEvent): void => {
      if (target instanceof Node && !box.current?.contains(target)) onClose();
    };
    document.addEventListener('pointerdown', away, true);
    return () => {
      current?.removeEventListener('dragend', onClose);
      document.removeEventListener('pointerdown', away, true);
    };
  }, [onClose]);
  const left = Math.max(EDGE, Math.min(screen.x, innerWidth - WIDTH - EDGE));
  const top = Math.max(EDGE, Math.min(screen.y, innerHeight - Math.min(HEIGHT, innerHeight - 2 * EDGE) - EDGE));
  return (
    <Portal>
      <div ref={box} role="dialog" aria-label={props.label} className={styles.floating} style={{ left, top }}>
        <StepPicker {...props} isEager />
      </div>
    </Portal>
  );
}
