import { NodeResizer, type NodeProps } from '@xyflow/react';
import { memo, useState, type ReactNode } from 'react';
import { useCanvasWorld } from './canvas-world.ts';
import styles from './canvas.module.css';
import type { CanvasNode } from './canvas-nodes.ts';
import { snap } from './places.ts';
import { useCanvasWords } from './step-words.ts';

type NoteNode = Extract<CanvasNode, { type?: 'note' }>;

/** Colours that a note and a group can have: names of tokens, so that both themes know them. */
export const PAPERS = ['amber', 'blue', 'green', 'accent', 'red'] as const;

/** A remark on the canvas: it is written by a double click, and drawn larger at its corners. */
export const NoteCard = memo(function NoteCard({ data, selected }: NodeProps<NoteNode>): ReactNode {
  const { t } = useCanvasWords();
  const world = useCanvasWorld();
  const { id, note, isReadOnly } = data;
  const [isWriting, setWriting] = useState(note.text === '' && selected && !isReadOnly);
  const write = (text: string): void => {
    setWriting(false);
    if (text !== note.text) world.edits()?.changeNote(id, { text });
  };
  return (
    <div className={styles.note} data-note={id} data-paper={note.colour ?? 'amber'} data-selected={selected}>
      {!isReadOnly && (
        <NodeResizer
          isVisible={selected}
          minWidth={120}
          minHeight={60}
          onResizeEnd={(_event, { x, y, width, height }) =>
            world.edits()?.changeNote(id, { x: snap(x), y: snap(y), width: snap(width), height: snap(height) })
          }
        />
      )}
      {isWriting ? (
        <textarea
          ref={focusIt}
          className={`${styles.noteText} nodrag nopan nowheel`}
          aria-label={t('note.label')}
          defaultValue={note.text}
          maxLength={10_000}
          onBlur={(event) => write(event.currentTarget.value)}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === 'Escape') write(event.currentTarget.value);
          }}
        />
      ) : (
        <div className={styles.noteText} onDoubleClick={() => setWriting(!isReadOnly)}>
          {note.text === '' ? t('note.empty') : note.text}
        </div>
      )}
    </div>
  );
});

/** Whoever begins to write goes on with the keys. */
function focusIt(field: HTMLTextAreaElement | null): void {
  field?.focus();
}
