import { Handle, Position, type NodeProps } from '@xyflow/react';
import { IconAlertTriangleFilled, IconChevronDown, IconChevronRight, IconStack2 } from '@tabler/icons-react';
import { memo, useState, type ReactNode } from 'react';
import { useCanvasWorld } from './canvas-world.ts';
import styles from './canvas.module.css';
import type { CanvasNode, GroupData } from './canvas-nodes.ts';
import { Rename } from './rename.tsx';
import { exitKey } from '../session/state.ts';
import { useCanvasWords } from './step-words.ts';

type GroupNode = Extract<CanvasNode, { type?: 'group' }>;

/** Steps that belong together: a frame around them, or one card in their place. */
export const GroupBox = memo(function GroupBox({ data, width, height }: NodeProps<GroupNode>): ReactNode {
  const { t } = useCanvasWords();
  const { title, colour, isCollapsed, exits, steps, errors } = data;
  return (
    <div
      className={isCollapsed ? styles.card : styles.group}
      data-group={data.id}
      data-paper={colour ?? 'blue'}
      data-category="group"
      style={{ width, height }}
    >
      {isCollapsed && (
        <Handle type="target" position={Position.Top} className={styles.into ?? ''} isConnectable={false} />
      )}
      <GroupHead data={data} />
      {isCollapsed && (
        <span className={styles.groupCount}>
          <IconStack2 size={15} aria-hidden />
          {t('group.steps', { count: steps.length })}
          {errors > 0 && (
            <span className={styles.error} title={t('state.errors', { count: errors })}>
              <IconAlertTriangleFilled size={16} aria-hidden />
            </span>
          )}
        </span>
      )}
      {isCollapsed && exits.length > 0 && (
        <div className={styles.exits} title={title}>
          {exits.map((exit) => (
            <div key={exitKey(exit)} className={styles.exit}>
              <span className={styles.exitName}>
                {'step' in exit ? (t.known(`exit.${exit.outcome}`) ?? exit.outcome) : ''}
              </span>
              <Handle
                type="source"
                id={exitKey(exit)}
                position={Position.Bottom}
                className={styles.out ?? ''}
                isConnectable={false}
              />
            </div>
          ))}
        </div>
      )}
    </div>
  );
});

function GroupHead({ data }: { data: GroupData }): ReactNode {
  const { t } = useCanvasWords();
  const world = useCanvasWorld();
  const [isRenaming, setRenaming] = useState(false);
  const { id, title, steps, isCollapsed, isReadOnly } = data;
  const toggle = t(isCollapsed ? 'group.expand' : 'group.collapse', { title });
  return (
    <div className={styles.groupHead}>
      <button
        type="button"
        className={`${styles.groupToggle} nodrag`}
        aria-expanded={!isCollapsed}
        aria-label={toggle}
        title={toggle}
        disabled={isReadOnly}
        onClick={() => world.edits()?.collapse(id, !isCollapsed)}
      >
        {isCollapsed ? <IconChevronRight size={15} aria-hidden /> : <IconChevronDown size={15} aria-hidden />}
      </button>
      {isRenaming ? (
        <Rename
          label={t('group.rename')}
          value={title}
          onDone={(text) => {
            setRenaming(false);
            if (text !== undefined && text.trim() !== '') world.edits()?.renameGroup(id, text.trim());
          }}
        />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          className={styles.groupTitle}
          onClick={() => world.selectGroup(steps)}
          onDoubleClick={() => setRenaming(!isReadOnly)}
        >
          {title}
        </button>
      )}
    </div>
  );
}
