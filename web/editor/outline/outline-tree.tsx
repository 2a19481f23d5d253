import { useVirtualizer, defaultRangeExtractor } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent, type ReactNode } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAnnounce } from '../../ui/announce.tsx';
import { keysOf } from '../keys/press.ts';
import { useEditor, useSession } from '../session/use-editor.ts';
import { actionsFor, namesOf, rowAfterRemoval, type Desk, type Question } from './actions.ts';
import { ChooseDialog } from './choose-dialog.tsx';
import { OutlineBar } from './outline-bar.tsx';
import { OutlineMenu, type MenuPlace } from './outline-menu.tsx';
import styles from './outline.module.css';
import { OutlineRowView } from './outline-row.tsx';
import { nameOfRow } from './row-words.ts';
import { keyOfStep, type OutlineRow } from './tree.ts';
import type { Outline } from './use-outline.ts';
import { rowByTyping, walkRows } from './walk-rows.ts';

const ROW_PX = 34;
const TYPING_MS = 700;

/** The tree of the outline: walked and changed by keys, with a bar and a menu that can do the same. */
export function OutlineTree({ outline }: { outline: Outline }): ReactNode {
  const t = useText('outline');
  const session = useSession();
  const announce = useAnnounce();
  const { rows, current, verbs } = outline;
  const selected = useEditor(({ selection }) => selection.steps);
  const [question, setQuestion] = useState<Question>();
  const [renaming, setRenaming] = useState<StepId>();
  const [menu, setMenu] = useState<MenuPlace>();
  const scroll = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    rows.findIndex(({ key }) => key === current),
  );
  const row = rows[at];
  const focus = useRowFocus(scroll, { rows, at });
  const type = useTyping((text) => {
    const found = rowByTyping(namesOf(outline, t), at, text);
    const key = found === undefined ? undefined : rows[found]?.key;
    if (key !== undefined) outline.goTo(key);
  });

  const text = (): string | undefined => verbs.copy();
  const desk: Desk = {
    ask: setQuestion,
    rename: setRenaming,
    open: (step) => session.open({ step }),
    test: (step) => {
      session.select({ steps: [step] });
      session.show('test');
    },
    copy: () => void putOut(text()),
    cut: () => {
      void putOut(text());
      outline.tell(() => verbs.cut());
    },
    paste: () => void navigator.clipboard.readText().then(pasted, () => announce(t('pasted.not'))),
  };
  /** What is pasted on an exit that leads nowhere follows it. */
  const pasted = (written: string): void => {
    outline.tell(() => {
      verbs.paste(written, { x: 0, y: 0 });
      const [first] = session.getState().selection.steps;
      const { node } = row ?? {};
      if (first !== undefined && node?.kind === 'exit' && node.isOpen) verbs.connect(node.exit.exit, first);
    });
    focus.take();
  };
  const closeAll = (): void => {
    setQuestion(undefined);
    setMenu(undefined);
    focus.take();
  };
  const actions = row ? actionsFor({ row, outline, desk, t }) : [];

  const press = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget && (event.target as HTMLElement).tagName === 'INPUT') return;
    const keys = keysOf(event);
    if (keys === undefined || !row) return;
    const done = onKeys(keys, event);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onKeys = (keys: string, { key, shiftKey }: KeyboardEvent): boolean => {
    if (!row) return false;
    if (keys === 'shift+f10' || keys === 'contextmenu') return openMenu();
    if (keys === 'space' && row.node.kind === 'step') return toggle(row.node.view.id);
    if (keys === '*') return outline.setAllOpen(true) === undefined;
    const walked = walkRows(rows, at, keys.includes('+') ? keys : key);
    if (walked) {
      if ('to' in walked) outline.goTo(walked.to);
      else outline.setOpen('expand' in walked ? walked.expand : walked.collapse, 'expand' in walked);
      focus.take();
      return true;
    }
    if (shiftKey && (key === 'ArrowDown' || key === 'ArrowUp')) return extend(key === 'ArrowDown' ? 1 : -1);
    // Copying and pasting come as events of the clipboard, which may be read without asking.
    if (/^mod\+[cxv]$/.test(keys)) return false;
    const wanted = keys === 'backspace' ? 'delete' : keys === 'mod+backspace' ? 'mod+delete' : keys;
    const action = actions.find((each) => each.keys === wanted);
    if (action) {
      const gone = new Set(selected.map(keyOfStep));
      const next = /delete$/.test(wanted) ? rowAfterRemoval(rows, gone) : undefined;
      action.run();
      if (next !== undefined && row.node.kind === 'step') outline.goTo(next);
      focus.take();
      return true;
    }
    return key.length === 1 && !keys.includes('mod') && !keys.includes('alt') ? type(key) : false;
  };
  const openMenu = (): true => {
    const box = focus.element()?.getBoundingClientRect();
    setMenu({ x: (box?.left ?? 0) + 60, y: box?.bottom ?? 0 });
    return true;
  };
  const toggle = (step: StepId): true => {
    const steps = selected.includes(step) ? selected.filter((each) => each !== step) : [...selected, step];
    session.select({ steps });
    return true;
  };
  const extend = (by: number): boolean => {
    const next = rows[at + by];
    if (!next) return false;
    const steps = [...new Set([...selected, ...(next.node.kind === 'step' ? [next.node.view.id] : [])])];
    outline.goTo(next.key);
    session.select({ steps });
    focus.take();
    return true;
  };
  const copyOut = (event: ClipboardEvent, isCut: boolean): void => {
    if ((event.target as HTMLElement).tagName === 'INPUT') return;
    const copied = text();
    if (copied === undefined) return;
    event.clipboardData.setData('text/plain', copied);
    event.preventDefault();
    outline.tell(() => (isCut ? verbs.cut() : undefined));
  };

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    // The line that has the focus stays, or the keyboard would lose its place.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), at])].sort((a, b) => a - b),
  });
  useEffect(() => virtual.scrollToIndex(at, { align: 'auto' }), [virtual, at]);

  return (
    <div className={styles.panel}>
      <OutlineBar
        actions={actions}
        name={row ? nameOfRow(row, outline, t) : ''}
        onMore={openMenu}
        onDone={() => focus.take()}
      />
      <div ref={scroll} className={styles.scroll}>
        <div
          role="tree"
          aria-label={t('tree')}
          aria-multiselectable
          className={styles.rows}
          style={{ height: virtual.getTotalSize() }}
          onKeyDown={press}
          onCopy={(event) => copyOut(event, false)}
          onCut={(event) => copyOut(event, true)}
          onPaste={(event) => {
            if ((event.target as HTMLElement).tagName !== 'INPUT') pasted(event.clipboardData.getData('text/plain'));
          }}
        >
          {virtual.getVirtualItems().map(({ index, start }) => {
            const each = rows[index];
            if (!each) return null;
            const { node } = each;
            const id = node.kind === 'step' ? node.view.id : undefined;
            return (
              <div
                key={each.key}
                ref={index === at ? focus.ref : undefined}
                role="treeitem"
                aria-level={each.level}
                aria-setsize={each.setSize}
                aria-posinset={each.place}
                aria-expanded={each.isExpanded}
                aria-selected={id === undefined ? undefined : selected.includes(id)}
                tabIndex={index === at ? 0 : -1}
                className={styles.row}
                style={{ transform: `translateY(${start}px)` }}
                onClick={() => {
                  outline.goTo(each.key);
                  focus.take();
                }}
                onDoubleClick={() => id !== undefined && desk.open(id)}
                onContextMenu={(event) => {
                  event.preventDefault();
                  outline.goTo(each.key);
                  setMenu({ x: event.clientX, y: event.clientY });
                }}
              >
                <OutlineRowView
                  row={each}
                  outline={outline}
                  isRenaming={id !== undefined && id === renaming}
                  onRenamed={(title) => {
                    if (renaming === undefined) return;
                    setRenaming(undefined);
                    if (title !== undefined && id !== undefined) outline.tell(() => verbs.rename(id, title));
                    focus.take();
                  }}
                />
              </div>
            );
          })}
        </div>
      </div>
      <p className={styles.help}>{t('help')}</p>
      {menu && row && (
        <OutlineMenu
          place={menu}
          title={t('actions.on', { title: namesOf(outline, t)[at] ?? '' })}
          actions={actions}
          onClose={(isDone) => {
            setMenu(undefined);
            if (isDone) focus.take();
          }}
        />
      )}
      {question && <ChooseDialog question={question} outline={outline} onClose={closeAll} />}
    </div>
  );
}

/** Puts a text on the clipboard where the browser lets us. */
async function putOut(text: string | undefined): Promise<void> {
  if (text !== undefined) await navigator.clipboard.writeText(text).catch(() => undefined);
}

type RowFocus = { ref(element: HTMLElement | null): void; element(): HTMLElement | null; take(): void };

/** Puts the focus on the current line as soon as that is drawn. */
function useRowFocus(
  scroll: { readonly current: HTMLElement | null },
  { rows, at }: { rows: readonly OutlineRow[]; at: number },
): RowFocus {
  const found = useRef<HTMLElement | null>(null);
  const isWanted = useRef(false);
  useEffect(() => {
    if (!isWanted.current) return;
    isWanted.current = false;
    // A field or a dialog that has opened meanwhile keeps the focus.
    if (document.querySelector('[role="dialog"], [role="menu"]')) return;
    if (scroll.current?.querySelector('input')) return;
    found.current?.focus({ preventScroll: true });
  });
  const [, redraw] = useState(0);
  return {
    ref: (element) => {
      if (element) found.current = element;
    },
    element: () => (rows[at] ? found.current : null),
    take: () => {
      isWanted.current = true;
      redraw((count) => count + 1);
    },
  };
}

/** Collects letters that are typed soon after each other. */
function useTyping(found: (text: string) => void): (letter: string) => true {
  const typed = useRef({ text: '', timer: 0 });
  useEffect(() => () => clearTimeout(typed.current.timer), []);
  return (letter) => {
    const { timer } = typed.current;
    clearTimeout(timer);
    typed.current.text += letter;
    typed.current.timer = window.setTimeout(() => (typed.current.text = ''), TYPING_MS);
    found(typed.current.text);
    return true;
  };
}
