import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { IconPlus } from '@tabler/icons-react';
import { memo, useState, type ReactNode } from 'react';
import { useCanvasWorld } from './canvas-world.ts';
import styles from './canvas.module.css';
import type { WayEdge as Way } from './canvas-nodes.ts';
import { useCanvasWords } from './step-words.ts';
import { pointsOf } from './way-lines.ts';
import { middleOf, roundedPath } from './way-path.ts';

/** A way from an exit to a step. Where the pointer is on it, a step can be put into it. */
export const WayEdge = memo(function WayEdge(props: EdgeProps<Way>): ReactNode {
  const { sourceX, sourceY, targetX, targetY, data, selected } = props;
  const [isHovered, setHovered] = useState(false);
  if (!data) return null;
  const points = pointsOf(data, { x: sourceX, y: sourceY }, { x: targetX, y: targetY });
  const path = roundedPath(points);
  const tip = `M${targetX - 4} ${targetY - 7}L${targetX} ${targetY - 1}L${targetX + 4} ${targetY - 7}`;
  const isOffered = !data.isReadOnly && (isHovered || selected === true);
  return (
    <g
      className={styles.way}
      data-selected={selected}
      data-lit={data.isLit}
      data-trouble={data.isTrouble}
      data-splice={data.isSplice}
      data-change={data.change}
      onMouseEnter={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
    >
      <path className={styles.hit} d={path} />
      <path className={styles.line} d={path} />
      <path className={styles.tip} d={tip} />
      {isOffered && <Insert points={points} data={data} />}
    </g>
  );
});

function Insert({
  points,
  data,
}: {
  points: ReturnType<typeof pointsOf>;
  data: NonNullable<EdgeProps<Way>['data']>;
}): ReactNode {
  const { t } = useCanvasWords();
  const world = useCanvasWorld();
  const { x, y } = middleOf(points);
  return (
    <EdgeLabelRenderer>
      <button
        type="button"
        className={`${styles.insert} nodrag nopan`}
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        aria-label={t('way.insert')}
        title={t('way.insert')}
        onClick={(event) => {
          event.stopPropagation();
          world.edits()?.add({ after: data.exit, screen: { x: event.clientX, y: event.clientY } });
        }}
      >
        <IconPlus size={14} aria-hidden />
      </button>
    </EdgeLabelRenderer>
  );
}
