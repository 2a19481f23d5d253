import type { NodeProps } from '@xyflow/react';
import {
  IconAlertCircleFilled,
  IconAlertTriangleFilled,
  IconPinFilled,
  IconPlayerPauseFilled,
} from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useCanvasWorld } from './canvas-world.ts';
import styles from './canvas.module.css';
import type { CanvasNode, StepData } from './canvas-nodes.ts';
import { ExitRow, IntoDot } from './exit-row.tsx';
import { Rename } from './rename.tsx';
import { StepIcon } from './step-icon.tsx';
import { useCanvasWords, type CanvasWords } from './step-words.ts';

type StepNode = Extract<CanvasNode, { type?: 'step' }>;
type Shown = Pick<NodeProps<StepNode>, 'data' | 'selected' | 'dragging'>;

/** One step: what it is called, what it does, what is wrong with it, and its exits. */
export function StepCard({ data, selected, dragging }: NodeProps<StepNode>): ReactNode {
  return <Card data={data} selected={selected} dragging={dragging} />;
}

/** What the card shows does not depend on where it is: it is not drawn anew while it is dragged. */
const Card = memo(function Card({ data, selected, dragging }: Shown): ReactNode {
  const words = useCanvasWords();
  const world = useCanvasWorld();
  const { view, isCurrent, isReadOnly } = data;
  const title = words.title(view);
  return (
    <div
      className={styles.card}
      data-step={view.id}
      data-category={view.category}
      data-selected={selected}
      data-dragging={dragging}
      data-disabled={view.isDisabled}
      data-lit={data.isLit}
      data-here={data.isHere}
      data-end={data.isEnd}
      data-change={data.change}
      style={{ width: view.size.width, height: view.size.height }}
    >
      <IntoDot isReadOnly={isReadOnly} />
      <div
        role="button"
        className={styles.head}
        tabIndex={isCurrent ? 0 : -1}
        aria-label={nameOf(data, words)}
        aria-pressed={selected}
        onFocus={() => world.stand(view.id)}
      >
        <span className={styles.icon}>
          <StepIcon type={view.type} />
        </span>
        <span className={styles.words}>
          {data.isRenaming ? (
            <Rename
              label={words.t('rename.label')}
              value={view.title ?? ''}
              onDone={(text) => world.edits()?.rename(view.id, text)}
            />
          ) : (
            <span className={styles.title}>{title}</span>
          )}{' '}
          <span className={styles.does}>{words.line(view.line) || words.type(view.type)}</span>
        </span>
        <Marks data={data} />
      </div>
      <ExitRow
        exits={view.exits}
        connected={data.connected}
        litExits={data.litExits}
        counts={data.counts}
        title={title}
        isCurrent={isCurrent}
        isReadOnly={isReadOnly}
      />
    </div>
  );
});

/** What stands at the right of a card: a shape for each thing to know, never a colour alone. */
function Marks({ data }: { data: StepData }): ReactNode {
  const { t } = useCanvasWords();
  const { troubles, isUnpublished, isPinned, view, change } = data;
  const { errors = 0, warnings = 0, messages = [] } = troubles ?? {};
  return (
    <span className={styles.marks}>
      {change !== undefined && <span className={styles.change}>{t(`change.${change}`)}</span>}
      {errors > 0 && (
        <span className={styles.error} title={messages.join('\n')}>
          <IconAlertTriangleFilled size={16} aria-hidden />
        </span>
      )}
      {errors === 0 && warnings > 0 && (
        <span className={styles.warning} title={messages.join('\n')}>
          <IconAlertCircleFilled size={16} aria-hidden />
        </span>
      )}
      {view.isDisabled && (
        <span className={styles.quiet} title={t('state.disabled')}>
          <IconPlayerPauseFilled size={14} aria-hidden />
        </span>
      )}
      {isPinned && (
        <span className={styles.quiet} title={t('state.pinned')}>
          <IconPinFilled size={14} aria-hidden />
        </span>
      )}
      {isUnpublished && <span className={styles.unpublished} title={t('state.unpublished')} />}
    </span>
  );
}

/** A step for those who hear the page: name, type, state, exits. */
function nameOf(
  { view, troubles, connected, isUnpublished, isHere, change, isPinned }: StepData,
  words: CanvasWords,
): string {
  const { t } = words;
  const states = [
    view.isDisabled ? t('state.disabled') : '',
    troubles?.errors ? t('state.errors', { count: troubles.errors }) : '',
    troubles?.warnings ? t('state.warnings', { count: troubles.warnings }) : '',
    isPinned ? t('state.pinned') : '',
    isUnpublished ? t('state.unpublished') : '',
    isHere ? t('state.here') : '',
    change === undefined ? '' : t(`change.${change}`),
  ].filter(Boolean);
  const exits = view.exits.map((each) =>
    connected.includes(each.outcome) ? words.exit(each) : t('exit.unconnected', { exit: words.exit(each) }),
  );
  // What stands on the card comes first, so that those who speak to the page can name it as they see it.
  const line = words.line(view.line);
  return [
    words.title(view),
    ...(line === '' ? [] : [line]),
    words.type(view.type),
    ...states,
    exits.length === 0 ? t('exits.none') : t('exits.list', { exits: exits.join(', ') }),
  ].join('. ');
}
