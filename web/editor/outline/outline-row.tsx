import { VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconArrowRight, IconChevronRight, IconCircleDashed } from '@tabler/icons-react';
import type { CSSProperties, ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { StepIcon } from '../canvas/step-icon.tsx';
import styles from './outline.module.css';
import { nameOfRow, unseenWords } from './row-words.ts';
import { RenameField } from './rename-field.tsx';
import { keyOfStep, type OutlineRow } from './tree.ts';
import { isTaken, type Outline } from './use-outline.ts';

type RowProps = { row: OutlineRow; outline: Outline; isRenaming: boolean; onRenamed(title: string | undefined): void };

/** What one line shows. */
export function OutlineRowView({ row, outline, isRenaming, onRenamed }: RowProps): ReactNode {
  const t = useText('outline');
  const { node, isExpanded, level, key } = row;
  const { before, after } = unseenWords(row, outline, t);
  return (
    <div
      className={styles.line}
      style={{ '--level': Math.min(level - 1, 12) } as CSSProperties}
      data-kind={node.kind}
      data-disabled={(node.kind === 'step' && node.view.isDisabled) || undefined}
    >
      {/* Keys open and close lines; this is for the mouse. */}
      <span
        className={styles.chevron}
        data-open={isExpanded}
        aria-hidden
        onClick={(event) => {
          event.stopPropagation();
          if (isExpanded !== undefined) outline.setOpen(key, !isExpanded);
        }}
      >
        {isExpanded !== undefined && <IconChevronRight size={14} />}
      </span>
      {before !== '' && <VisuallyHidden>{before}</VisuallyHidden>}
      <Content row={row} outline={outline} isRenaming={isRenaming} onRenamed={onRenamed} />
      {after !== '' && <VisuallyHidden>{after}</VisuallyHidden>}
    </div>
  );
}

function Content({ row, outline, isRenaming, onRenamed }: RowProps): ReactNode {
  const t = useText('outline');
  const { node } = row;
  const { words, path } = outline;
  const name = nameOfRow(row, outline, t);
  switch (node.kind) {
    case 'triggers':
      return (
        <>
          <StepIcon type="triggers" size={16} />
          <span className={styles.title}>{name}</span>
          <span className={styles.about}>{node.view.triggers.map(words.trigger).join(' · ')}</span>
        </>
      );
    case 'unreached':
      return (
        <>
          <IconCircleDashed size={16} aria-hidden />
          <span className={styles.title}>{name}</span>
        </>
      );
    case 'exit':
      return (
        <>
          <span className={styles.exit} data-lit={isTaken(path, node.exit.exit) || undefined}>
            {name}
          </span>
          {node.isOpen && <span className={styles.open}>{t('leads.nowhere')}</span>}
          {node.joins !== undefined && <Joins to={node.joins} outline={outline} />}
        </>
      );
    case 'step':
      return (
        <>
          <span className={styles.mark} data-category={node.view.category}>
            <StepIcon type={node.view.type} size={16} />
          </span>
          {isRenaming ? (
            <RenameField title={node.view.title ?? ''} onDone={onRenamed} />
          ) : (
            <span className={styles.title} data-lit={path?.visited.includes(node.view.id) || undefined}>
              {name}
            </span>
          )}
          <span className={styles.about}>{words.line(node.view.line)}</span>
          <Marks step={node.view.id} outline={outline} />
        </>
      );
  }
}

type StepProps = { step: Parameters<Outline['titleOf']>[0]; outline: Outline };

/** A way that joins: leads to the line of the step that it goes on at, as Enter does. */
function Joins({ to, outline }: { to: StepProps['step']; outline: Outline }): ReactNode {
  const t = useText('outline');
  return (
    // Enter on the line does the same.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <span
      className={styles.joins}
      onClick={(event) => {
        event.stopPropagation();
        outline.goTo(keyOfStep(to));
      }}
    >
      <IconArrowRight size={14} aria-hidden />
      {t('goesOn.at', { title: outline.titleOf(to) })}
    </span>
  );
}

function Marks({ step, outline }: StepProps): ReactNode {
  const found = outline.troubles.get(step);
  if (!found) return null;
  const isError = found.errors > 0;
  return (
    <span className={styles.trouble} data-tone={isError ? 'error' : 'warning'} aria-hidden>
      <IconAlertTriangle size={14} />
      {isError ? found.errors : found.warnings}
    </span>
  );
}
