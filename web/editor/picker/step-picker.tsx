import { IconPlugConnected, IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { PALETTE_DRAG } from '../canvas/palette-drops.ts';
import { StepIcon } from '../canvas/step-icon.tsx';
import { groupsFor, withRecent, type PaletteGroup, type PaletteItem } from './palette.ts';
import styles from './step-picker.module.css';

type StepPickerProps = {
  /** What it is for: "Add a step after Welcome". */
  label: string;
  items: readonly PaletteItem[];
  likely: readonly string[];
  onPick(item: PaletteItem): void;
  onClose?: () => void;
  /** It takes the focus at once. */
  isEager?: boolean;
};

const RECENT = 'rondine.editor.recent';

function readRecent(): string[] {
  try {
    const kept = JSON.parse(localStorage.getItem(RECENT) ?? '[]') as unknown;
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

/** A list of what can be added, with a field to search it: everything by keys, and by dragging onto the canvas. */
export function StepPicker({ label, items, likely, onPick, onClose, isEager = false }: StepPickerProps): ReactNode {
  const t = useText('workbench');
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [recent, setRecent] = useState(readRecent);
  const list = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => groupsFor(items, { text, likely, recent }), [items, text, likely, recent]);
  const flat = groups.flatMap((group) => group.items.map((item) => ({ item, key: `${group.heading} ${item.id}` })));
  const active = flat[Math.min(at, flat.length - 1)];
  const optionId = (key: string): string => `${id}${flat.findIndex((each) => each.key === key)}`;
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active?.key]);
  const pick = (item: PaletteItem): void => {
    const next = withRecent(recent, item.id);
    localStorage.setItem(RECENT, JSON.stringify(next));
    setRecent(next);
    setText('');
    setAt(0);
    onPick(item);
  };
  const press = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => setAt((at + 1) % Math.max(1, flat.length)),
      ArrowUp: () => setAt((at - 1 + flat.length) % Math.max(1, flat.length)),
      Home: () => setAt(0),
      End: () => setAt(flat.length - 1),
      Enter: () => active && pick(active.item),
      Escape: () => (text === '' ? onClose?.() : setText('')),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  return (
    <div className={styles.picker}>
      <div className={styles.field}>
        <IconSearch size={16} aria-hidden />
        <input
          type="text"
          role="combobox"
          ref={isEager ? focusIt : undefined}
          autoComplete="off"
          aria-expanded
          aria-controls={`${id}list`}
          aria-activedescendant={active ? optionId(active.key) : undefined}
          aria-label={label}
          placeholder={t('picker.search')}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
      </div>
      <div ref={list} id={`${id}list`} role="listbox" aria-label={t('picker.list')} className={styles.list}>
        {flat.length === 0 && <p className={styles.none}>{t('picker.none', { text })}</p>}
        {groups.map((group) => (
          <Group key={group.heading} group={group} activeKey={active?.key} optionId={optionId} onPick={pick} />
        ))}
      </div>
    </div>
  );
}

/** Whoever opens the picker goes on with the keys. */
function focusIt(field: HTMLInputElement | null): void {
  field?.focus();
}

type GroupProps = {
  group: PaletteGroup;
  activeKey: string | undefined;
  optionId(key: string): string;
  onPick(item: PaletteItem): void;
};

function Group({ group, activeKey, optionId, onPick }: GroupProps): ReactNode {
  const t = useText('workbench');
  const canvas = useText('canvas');
  const { heading, items } = group;
  const title = canvas.known(`category.${heading}`) ?? t.known(`picker.${heading}`) ?? heading;
  return (
    <div role="group" aria-label={title} className={styles.group}>
      <p className={styles.heading} aria-hidden>
        {title}
      </p>
      {items.map((item) => {
        const key = `${heading} ${item.id}`;
        return (
          <div
            key={key}
            id={optionId(key)}
            role="option"
            aria-selected={key === activeKey}
            className={styles.option}
            data-category={item.category}
            draggable
            onDragStart={(event) => {
              const { type, params } = item;
              event.dataTransfer.setData(PALETTE_DRAG, JSON.stringify({ type, ...(params ? { params } : {}) }));
              event.dataTransfer.effectAllowed = 'copy';
            }}
            // The keys are those of the field that the list belongs to.
            tabIndex={-1}
            onClick={() => onPick(item)}
            onKeyDown={(event) => event.key === 'Enter' && onPick(item)}
          >
            <span className={styles.icon}>
              {item.params ? <IconPlugConnected size={18} stroke={1.7} aria-hidden /> : <StepIcon type={item.type} />}
            </span>
            <span className={styles.words}>
              <span className={styles.title}>{item.title}</span>
              {item.about !== '' && <span className={styles.about}>{item.about}</span>}
            </span>
          </div>
        );
      })}
    </div>
  );
}
