import type { NodeProps } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import { useCanvasWorld } from './canvas-world.ts';
import styles from './canvas.module.css';
import type { CanvasNode } from './canvas-nodes.ts';
import { ExitRow } from './exit-row.tsx';
import { SHOWN_TRIGGERS } from './geometry.ts';
import { StepIcon } from './step-icon.tsx';
import { useCanvasWords } from './step-words.ts';
import { TRIGGERS } from './walk.ts';

type TriggersNode = Extract<CanvasNode, { type?: 'triggers' }>;

/** What starts the flow, with a tab on top; its exits are the start and the flow's handlers. */
export const TriggersCard = memo(function TriggersCard({
  data,
  selected,
  dragging,
}: NodeProps<TriggersNode>): ReactNode {
  const words = useCanvasWords();
  const { t } = words;
  const world = useCanvasWorld();
  const { view, isCurrent, isReadOnly, isLit, isEnd } = data;
  const { triggers, exits, size } = view;
  const more = triggers.length - SHOWN_TRIGGERS;
  const lines = triggers.slice(0, SHOWN_TRIGGERS).map(words.trigger);
  const title = t('triggers.title');
  return (
    <div
      className={styles.card}
      data-step={TRIGGERS}
      data-category="triggers"
      data-selected={selected}
      data-dragging={dragging}
      data-lit={isLit}
      data-end={isEnd}
      style={{ width: size.width, height: size.height }}
    >
      <span className={styles.tab} aria-hidden>
        <StepIcon type="triggers" size={13} />
        {title}
      </span>
      <div
        role="button"
        className={styles.triggers}
        tabIndex={isCurrent ? 0 : -1}
        aria-label={[title, ...(lines.length === 0 ? [t('triggers.none')] : lines)].join('. ')}
        onFocus={() => world.stand(TRIGGERS)}
      >
        {triggers.length === 0 && <span className={styles.trigger}>{t('triggers.none')}</span>}
        {lines.map((line, at) => (
          <span key={at} className={styles.trigger} title={line}>
            {line}
          </span>
        ))}
        {more > 0 && <span className={styles.trigger}>{t('triggers.more', { count: more })}</span>}
      </div>
      <ExitRow
        exits={exits}
        connected={data.connected}
        litExits={data.litExits}
        title={title}
        isCurrent={isCurrent}
        isReadOnly={isReadOnly}
      />
    </div>
  );
});
