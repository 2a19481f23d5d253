import { useEffect, useState } from 'react';
import { useLatest } from '../canvas/use-latest.ts';
import { bind, keymapOf, readOwnKeys, type CommandId, type Keymap, type OwnKeys } from './keymap.ts';
import { FIELDS, keysOf, meaningOf, type Focus } from './press.ts';

const CHORD_MS = 1500;
/** Space held for longer moves the canvas and names nothing. */
const SHORT_MS = 250;
/** Left to the browser: it tells of them by events of its own that carry the clipboard. */
const CLIPBOARD: ReadonlySet<CommandId> = new Set(['copy', 'cut', 'paste']);

type KeyParts = { keymap: Keymap; isReadOnly: boolean; run(command: CommandId): void };

/** Runs commands by their keys while the editor is open. */
export function useKeys(parts: KeyParts): void {
  const latest = useLatest(parts);
  useEffect(() => {
    let chord: { keys: string; at: number } | undefined;
    let space: number | undefined;
    const run = (event: KeyboardEvent, command: CommandId): void => {
      if (CLIPBOARD.has(command)) return;
      event.preventDefault();
      latest.current.run(command);
    };
    const down = (event: KeyboardEvent): void => {
      const keys = keysOf(event);
      if (keys === undefined || event.defaultPrevented || isButton(event, keys)) return;
      const focus = focusOf(event.target);
      const begun = chord && event.timeStamp - chord.at < CHORD_MS ? chord.keys : undefined;
      chord = undefined;
      const meaning = meaningOf(keys, { ...latest.current, focus, begun });
      if (!meaning) return;
      if ('more' in meaning) {
        event.preventDefault();
        chord = { keys: meaning.more, at: event.timeStamp };
      } else if (keys === 'space') {
        event.preventDefault();
        if (!event.repeat) space = event.timeStamp;
      } else run(event, meaning.command);
    };
    const up = (event: KeyboardEvent): void => {
      const isShort = space !== undefined && event.timeStamp - space < SHORT_MS;
      if (event.key !== ' ') return;
      space = undefined;
      const meaning = meaningOf('space', { ...latest.current, focus: focusOf(event.target), begun: undefined });
      if (isShort && meaning && 'command' in meaning) run(event, meaning.command);
    };
    const press = (): void => void (space = undefined);
    document.addEventListener('keydown', down);
    document.addEventListener('keyup', up);
    document.addEventListener('pointerdown', press, true);
    return () => {
      document.removeEventListener('keydown', down);
      document.removeEventListener('keyup', up);
      document.removeEventListener('pointerdown', press, true);
    };
  }, [latest]);
}

/** A real button answers to these itself. */
function isButton({ target }: KeyboardEvent, keys: string): boolean {
  if (keys !== 'enter' && keys !== 'space') return false;
  return (
    target instanceof Element &&
    target.closest('button, a, summary, [role="tab"], [role="menuitem"], [role="treeitem"]') !== null
  );
}

/** Where the focus is. */
export function focusOf(target: EventTarget | null): Focus {
  const element = target instanceof Element ? target : document.body;
  const selection = getSelection();
  return {
    isField: element.closest(FIELDS) !== null,
    isCanvas:
      element === document.body ||
      element.closest('[data-canvas], #page') === element ||
      element.closest('[data-canvas]') !== null,
    hasText: selection !== null && !selection.isCollapsed && selection.toString() !== '',
  };
}

type Rebinding = { keymap: Keymap; own: OwnKeys; rebind(id: CommandId, keys: string): void; reset(): void };

/** The keys of a person, kept in this browser. */
export function useKeymap(person: string): Rebinding {
  const name = `rondine.keys.${person}`;
  const [own, setOwn] = useState<OwnKeys>(() => readOwnKeys(localStorage.getItem(name)));
  const keep = (next: OwnKeys): void => {
    localStorage.setItem(name, JSON.stringify(next));
    setOwn(next);
  };
  return { keymap: keymapOf(own), own, rebind: (id, keys) => keep(bind(own, id, keys)), reset: () => keep({}) };
}
