import type { KeyboardEvent } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import { useText } from '../../i18n/use-text.ts';
import { keysOf } from '../keys/press.ts';
import { useEditor, useSession } from '../session/use-editor.ts';
import { namesOf, rowAfterRemoval, type Action } from './actions.ts';
import { keyOfStep } from './tree.ts';
import type { OpenDesk } from './use-desk.ts';
import type { Outline } from './use-outline.ts';
import type { RowFocus } from './use-row-focus.ts';
import { useTyping } from './use-typing.ts';
import { rowByTyping, walkRows } from './walk-rows.ts';

type TreeKeys = { outline: Outline; at: number; focus: RowFocus; open: OpenDesk; actions: readonly Action[] };

/** What keys do in the tree of the outline. */
export function useTreeKeys({ outline, at, focus, open, actions }: TreeKeys): (event: KeyboardEvent) => void {
  const t = useText('outline');
  const session = useSession();
  const selected = useEditor(({ selection }) => selection.steps);
  const { rows } = outline;
  const row = rows[at];
  const typing = useTyping((text) => {
    const found = rowByTyping(namesOf(outline, t), at, text);
    const key = found === undefined ? undefined : rows[found]?.key;
    if (key === undefined) return;
    outline.goTo(key);
    focus.take();
  });
  const walk = (key: string): boolean => {
    const walked = walkRows(rows, at, key);
    if (!walked) return false;
    if ('to' in walked) outline.goTo(walked.to);
    else outline.setOpen('expand' in walked ? walked.expand : walked.collapse, 'expand' in walked);
    focus.take();
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
    const steps = new Set([...selected, ...(next.node.kind === 'step' ? [next.node.view.id] : [])]);
    outline.goTo(next.key);
    session.select({ steps: [...steps] });
    focus.take();
    return true;
  };
  const perform = (keys: string): boolean => {
    const wanted = keys.replace('backspace', 'delete');
    const action = actions.find((each) => each.keys === wanted);
    if (!action) return false;
    const next = wanted.endsWith('delete') ? rowAfterRemoval(rows, new Set(selected.map(keyOfStep))) : undefined;
    action.run();
    if (next !== undefined && row?.node.kind === 'step') outline.goTo(next);
    focus.take();
    return true;
  };
  const onKeys = (keys: string, { key }: KeyboardEvent): boolean => {
    if (keys === 'shift+f10' || keys === 'contextmenu') return open.openMenu();
    if (keys === 'space' && row?.node.kind === 'step') return toggle(row.node.view.id);
    if (keys === '*') return outline.setAllOpen(true) === undefined;
    if (keys === 'shift+down' || keys === 'shift+up') return extend(keys === 'shift+down' ? 1 : -1);
    // Copying and pasting come as events of the clipboard, which may be read without asking.
    if (/^mod\+[cxv]$/.test(keys)) return false;
    if (!keys.includes('+') && walk(key)) return true;
    const isLetter = key.length === 1 && key !== ' ' && !keys.startsWith('mod') && !keys.startsWith('alt');
    // A letter that goes on with a word is no command.
    if (isLetter && typing.isOn()) return typing.type(key);
    return perform(keys) || (isLetter && typing.type(key));
  };
  return (event) => {
    if ((event.target as HTMLElement).tagName === 'INPUT') return;
    const keys = keysOf(event);
    if (keys === undefined || !onKeys(keys, event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
