import type { ReactNode } from 'react';
import { useEditor } from '../session/use-editor.ts';
import { OutlineRowView } from './outline-row.tsx';
import styles from './outline.module.css';
import type { OutlineRow } from './tree.ts';
import type { OpenDesk } from './use-desk.ts';
import type { Outline } from './use-outline.ts';
import type { RowFocus } from './use-row-focus.ts';

type RowProps = {
  row: OutlineRow;
  outline: Outline;
  /** How far from the top it is drawn. */
  start: number;
  isCurrent: boolean;
  focus: RowFocus;
  open: OpenDesk;
};

/** One line of the tree. Its keys are those of the tree. */
export function TreeRow({ row, outline, start, isCurrent, focus, open }: RowProps): ReactNode {
  const { node } = row;
  const id = node.kind === 'step' ? node.view.id : undefined;
  const isSelected = useEditor(({ selection }) => id !== undefined && selection.steps.includes(id));
  return (
    // The tree around it hears the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={isCurrent ? focus.ref : undefined}
      role="treeitem"
      aria-level={row.level}
      aria-setsize={row.setSize}
      aria-posinset={row.place}
      aria-expanded={row.isExpanded}
      aria-selected={id === undefined ? undefined : isSelected}
      tabIndex={isCurrent ? 0 : -1}
      className={styles.row}
      style={{ transform: `translateY(${start}px)` }}
      onClick={() => {
        outline.goTo(row.key);
        focus.take();
      }}
      onDoubleClick={() => id !== undefined && open.desk.open(id)}
      onContextMenu={(event) => {
        event.preventDefault();
        outline.goTo(row.key);
        open.openMenu({ x: event.clientX, y: event.clientY });
      }}
    >
      <OutlineRowView
        row={row}
        outline={outline}
        isRenaming={id !== undefined && id === open.renaming}
        onRenamed={open.renamed}
      />
    </div>
  );
}
