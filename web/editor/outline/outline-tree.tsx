import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ClipboardEvent, type DOMAttributes, type ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { actionsFor, namesOf } from './actions.ts';
import { ChooseDialog } from './choose-dialog.tsx';
import { OutlineBar } from './outline-bar.tsx';
import { OutlineMenu } from './outline-menu.tsx';
import styles from './outline.module.css';
import { nameOfRow } from './row-words.ts';
import { TreeRow } from './tree-row.tsx';
import { useDesk, type OpenDesk } from './use-desk.ts';
import type { Outline } from './use-outline.ts';
import { useRowFocus } from './use-row-focus.ts';
import { useTreeKeys } from './use-tree-keys.ts';

const ROW_PX = 34;

/** The tree of the outline: walked and changed by keys, with a bar and a menu that can do the same. */
export function OutlineTree({ outline }: { outline: Outline }): ReactNode {
  const t = useText('outline');
  const { rows, current } = outline;
  const scroll = useRef<HTMLDivElement>(null);
  const found = rows.findIndex(({ key }) => key === current);
  const at = Math.max(0, found);
  const row = rows[at];
  const focus = useRowFocus(scroll);
  const open = useDesk(outline, row, focus);
  const actions = row ? actionsFor({ row, outline, desk: open.desk, t }) : [];
  const press = useTreeKeys({ outline, at, focus, open, actions });
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    // The line that has the focus stays, or the keyboard would lose its place.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), at])].sort((left, right) => left - right),
  });
  useEffect(() => virtual.scrollToIndex(at, { align: 'auto' }), [virtual, at]);
  return (
    <div className={styles.panel}>
      <OutlineBar
        actions={actions}
        name={row ? nameOfRow(row, outline, t) : ''}
        onMore={() => open.openMenu()}
        onDone={() => focus.take()}
      />
      <div ref={scroll} className={styles.scroll}>
        {/* Its lines have the focus, one after the other. */}
        <div
          role="tree"
          tabIndex={-1}
          aria-label={t('tree')}
          aria-multiselectable
          className={styles.rows}
          style={{ height: virtual.getTotalSize() }}
          onKeyDown={press}
          {...clipboardOf(outline, open)}
        >
          {virtual.getVirtualItems().map(({ index, start }) => {
            const each = rows[index];
            return (
              each && (
                <TreeRow
                  key={each.key}
                  row={each}
                  outline={outline}
                  start={start}
                  isCurrent={index === at}
                  focus={focus}
                  open={open}
                />
              )
            );
          })}
        </div>
      </div>
      <p className={styles.help}>{t('help')}</p>
      {open.menu && row && (
        <OutlineMenu
          place={open.menu}
          title={t('actions.on', { title: namesOf(outline, t)[at] ?? '' })}
          actions={actions}
          onClose={open.closeMenu}
        />
      )}
      {open.question && <ChooseDialog question={open.question} outline={outline} onClose={open.closeQuestion} />}
    </div>
  );
}

/** What the tree does when something is copied, cut or pasted while a line has the focus. */
function clipboardOf(
  outline: Outline,
  open: OpenDesk,
): Pick<DOMAttributes<HTMLElement>, 'onCopy' | 'onCut' | 'onPaste'> {
  const { verbs, isReadOnly, tell } = outline;
  const isField = ({ target }: ClipboardEvent): boolean => (target as HTMLElement).tagName === 'INPUT';
  const copyOut = (event: ClipboardEvent): boolean => {
    const copied = isField(event) ? undefined : verbs.copy();
    if (copied === undefined) return false;
    event.clipboardData.setData('text/plain', copied);
    event.preventDefault();
    return true;
  };
  return {
    onCopy: copyOut,
    onCut: (event) => {
      if (!isReadOnly && copyOut(event)) tell(() => verbs.cut());
    },
    onPaste: (event) => {
      if (!isField(event)) open.pasted(event.clipboardData.getData('text/plain'));
    },
  };
}
