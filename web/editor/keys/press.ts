import { COMMAND_IDS, commandOf, type CommandId, type Keymap } from './keymap.ts';

/** What of a key event matters. */
export type Press = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'space',
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** A press as the keymap writes it: `mod+shift+z`. Undefined for a modifier alone. */
export function keysOf(press: Press): string | undefined {
  const { key, code, altKey, shiftKey } = press;
  if (['Control', 'Meta', 'Alt', 'Shift', 'AltGraph', 'Dead', 'Unidentified', 'Process'].includes(key))
    return undefined;
  // With Alt some keyboards write another letter; the key is what counts.
  const letter = altKey ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  const name = (letter ?? NAMES[key] ?? key).toLowerCase();
  const isSymbol = name.length === 1 && !/[a-z0-9]/.test(name);
  const modifiers = [
    press.ctrlKey || press.metaKey ? 'mod' : '',
    altKey ? 'alt' : '',
    shiftKey && !isSymbol ? 'shift' : '',
  ];
  return [...modifiers.filter(Boolean), name].join('+');
}

/** Where the focus is, as far as keys are concerned. */
export type Focus = { readonly isField: boolean; readonly isCanvas: boolean; readonly hasText: boolean };

/** What a press means. `more`: it begins a chord, and the next press decides. */
export type Meaning = { readonly command: CommandId } | { readonly more: string } | undefined;

/**
 * What a press means where the focus is. Fields keep their keys, and so does a selection of text; single keys belong to
 * the canvas alone. `begun` is the first press of a chord.
 */
export function meaningOf(
  keys: string,
  {
    keymap,
    focus,
    begun,
    isReadOnly,
  }: { keymap: Keymap; focus: Focus; begun: string | undefined; isReadOnly: boolean },
): Meaning {
  const whole = begun === undefined ? keys : `${begun} ${keys}`;
  const allowed = COMMAND_IDS.filter((id) => isAllowed(id, focus, isReadOnly));
  const command = allowed.find((id) => keymap[id].includes(whole));
  if (command) return { command };
  const begins = allowed.some((id) => keymap[id].some((each) => each.startsWith(`${whole} `)));
  return begins ? { more: whole } : undefined;
}

function isAllowed(id: CommandId, { isField, isCanvas, hasText }: Focus, isReadOnly: boolean): boolean {
  const { anywhere, inFields, readOnly } = commandOf(id);
  if (isReadOnly && !readOnly) return false;
  if (isField) return inFields === true;
  if (hasText) return inFields === true;
  return isCanvas || anywhere === true;
}

/** Where keys are not ours: fields, whatever takes text, the phone of the test panel, and what floats over the page. */
export const FIELDS =
  'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role="textbox"], [role="combobox"], [data-phone], [role="dialog"], [role="menu"], [role="listbox"]';
