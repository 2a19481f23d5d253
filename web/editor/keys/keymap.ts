/** Groups of commands, as the sheet of shortcuts shows them. */
export const GROUPS = ['build', 'choose', 'edit', 'order', 'look', 'panels'] as const;
export type Group = (typeof GROUPS)[number];

/**
 * One command: the keys that it has unless its user chose others. `mod` is Ctrl, and Command on a Mac; two presses after
 * each other have a space between them. `anywhere`: also while the focus is in a panel. `inFields`: also while somebody
 * types. `readOnly`: also where nothing can be changed.
 */
export type Command = {
  readonly group: Group;
  readonly keys: readonly string[];
  readonly anywhere?: true;
  readonly inFields?: true;
  readonly readOnly?: true;
};

/** Every command of the editor and its keys. */
export const COMMANDS = {
  addStep: { group: 'build', keys: ['n', '/'] },
  addLoose: { group: 'build', keys: ['shift+n'] },
  rename: { group: 'build', keys: ['f2', 'space'] },
  openSettings: { group: 'build', keys: ['enter'], readOnly: true },
  replace: { group: 'build', keys: ['r'] },
  note: { group: 'build', keys: ['shift+s'] },
  toggleDisabled: { group: 'build', keys: ['d'] },
  togglePin: { group: 'build', keys: ['p'] },
  extract: { group: 'build', keys: ['alt+x'] },
  openSubflow: { group: 'build', keys: ['mod+shift+o'], readOnly: true },
  goUp: { group: 'choose', keys: ['up'], readOnly: true },
  goDown: { group: 'choose', keys: ['down'], readOnly: true },
  goLeft: { group: 'choose', keys: ['left'], readOnly: true },
  goRight: { group: 'choose', keys: ['right'], readOnly: true },
  selectUpstream: { group: 'choose', keys: ['shift+left'], readOnly: true },
  selectDownstream: { group: 'choose', keys: ['shift+right'], readOnly: true },
  selectAll: { group: 'choose', keys: ['mod+a'], readOnly: true },
  clear: { group: 'choose', keys: ['escape'], readOnly: true },
  copy: { group: 'edit', keys: ['mod+c'], readOnly: true },
  cut: { group: 'edit', keys: ['mod+x'] },
  paste: { group: 'edit', keys: ['mod+v'] },
  duplicate: { group: 'edit', keys: ['mod+d'] },
  remove: { group: 'edit', keys: ['delete', 'backspace'] },
  removeAndRejoin: { group: 'edit', keys: ['mod+delete', 'mod+backspace'] },
  undo: { group: 'edit', keys: ['mod+z'], anywhere: true },
  redo: { group: 'edit', keys: ['mod+shift+z', 'mod+y'], anywhere: true },
  save: { group: 'edit', keys: ['mod+s'], anywhere: true, inFields: true },
  group: { group: 'order', keys: ['mod+g'] },
  ungroup: { group: 'order', keys: ['mod+shift+g'] },
  expandAll: { group: 'order', keys: ['alt+g'] },
  collapseAll: { group: 'order', keys: ['alt+shift+g'] },
  tidy: { group: 'order', keys: ['alt+shift+t'] },
  alignLeft: { group: 'order', keys: ['alt+a l'] },
  alignRight: { group: 'order', keys: ['alt+a r'] },
  alignTop: { group: 'order', keys: ['alt+a t'] },
  alignBottom: { group: 'order', keys: ['alt+a b'] },
  alignCentre: { group: 'order', keys: ['alt+a c'] },
  alignMiddle: { group: 'order', keys: ['alt+a m'] },
  distributeAcross: { group: 'order', keys: ['alt+a h'] },
  distributeDown: { group: 'order', keys: ['alt+a v'] },
  zoomIn: { group: 'look', keys: ['+', '='], readOnly: true },
  zoomOut: { group: 'look', keys: ['-'], readOnly: true },
  zoomFull: { group: 'look', keys: ['0'], readOnly: true },
  fit: { group: 'look', keys: ['1'], readOnly: true },
  map: { group: 'look', keys: ['m'], readOnly: true },
  read: { group: 'look', keys: ['z'], readOnly: true },
  search: { group: 'panels', keys: ['mod+f'], anywhere: true, inFields: true, readOnly: true },
  test: { group: 'panels', keys: ['mod+enter'], anywhere: true, inFields: true, readOnly: true },
  outline: { group: 'panels', keys: ['l'], readOnly: true },
  showInput: { group: 'panels', keys: ['i'], readOnly: true },
  showOutput: { group: 'panels', keys: ['o'], readOnly: true },
  problems: { group: 'panels', keys: ['shift+p'], readOnly: true },
  copyWebhook: { group: 'panels', keys: ['alt+u'], readOnly: true },
  copyTestWebhook: { group: 'panels', keys: ['alt+shift+u'], readOnly: true },
  shortcuts: { group: 'panels', keys: ['?'], anywhere: true, readOnly: true },
} as const satisfies Readonly<Record<string, Command>>;

export type CommandId = keyof typeof COMMANDS;

/** The keys of every command, as one person has them. */
export type Keymap = Readonly<Record<CommandId, readonly string[]>>;

/** The keys that a person chose, by command; the others are as they come. */
export type OwnKeys = Readonly<Partial<Record<CommandId, readonly string[]>>>;

export const COMMAND_IDS = Object.keys(COMMANDS) as CommandId[];

/** A command as its table has it. */
export function commandOf(id: CommandId): Command {
  return COMMANDS[id];
}

/** The keys that hold for a person. Keys that they gave to one command belong to no other one. */
export function keymapOf(own: OwnKeys): Keymap {
  const taken = new Set(Object.values(own).flat());
  const entries = COMMAND_IDS.map(
    (id) => [id, own[id] ?? commandOf(id).keys.filter((keys) => !taken.has(keys))] as const,
  );
  return Object.fromEntries(entries) as unknown as Keymap;
}

/** Gives keys to a command, and takes them from the one that had them. */
export function bind(own: OwnKeys, id: CommandId, keys: string): OwnKeys {
  const others = Object.entries(own).map(([each, had]) => [each, had.filter((one) => one !== keys)] as const);
  return { ...Object.fromEntries(others), [id]: [keys] };
}

/** Reads what was kept; what is not there any more is left out. */
export function readOwnKeys(text: string | null): OwnKeys {
  try {
    const written = JSON.parse(text ?? '{}') as Record<string, unknown>;
    const sound = Object.entries(written).filter(
      ([id, keys]) =>
        Object.hasOwn(COMMANDS, id) && Array.isArray(keys) && keys.every((each) => typeof each === 'string'),
    );
    return Object.fromEntries(sound);
  } catch {
    return {};
  }
}
