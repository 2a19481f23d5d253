import type { StepId } from '../../../src/base/ids.ts';
import { own } from '../../../src/flow/flow.ts';
import { targetOf, type Exit } from '../../../src/flow/edit/ends.ts';
import type { Translate } from '../../i18n/texts.ts';
import { nameOfRow } from './row-words.ts';
import { keyOfStep, type OutlineRow } from './tree.ts';
import type { Outline } from './use-outline.ts';

/** What is still to be chosen before something is done. */
export type Question =
  | { readonly ask: 'type'; readonly after: Exit; readonly parent?: undefined }
  | { readonly ask: 'replacement'; readonly step: StepId }
  | { readonly ask: 'target'; readonly exit: Exit }
  | { readonly ask: 'place'; readonly step: StepId };

/** What lines can do beside what the outline can. */
export type Desk = {
  ask(question: Question): void;
  rename(step: StepId): void;
  open(step: StepId): void;
  test(step: StepId): void;
  copy(): void;
  cut(): void;
  paste(): void;
};

/** One thing that can be done with a line. */
export type Action = {
  readonly id: string;
  readonly label: string;
  /** Its keys, as `KeyHint` takes them. */
  readonly keys?: string;
  /** Also where nothing can be changed. */
  readonly looks?: true;
  /** Begins a group of actions. */
  readonly begins?: true;
  readonly isHarsh?: true;
  run(): void;
};

type Facts = { row: OutlineRow; outline: Outline; desk: Desk; t: Translate<'outline'> };

/** Everything that can be done with a line, in the order in which it is shown. */
export function actionsFor(facts: Facts): readonly Action[] {
  const all = actionsOf(facts);
  return facts.outline.isReadOnly ? all.filter(({ looks }) => looks) : all;
}

function actionsOf(facts: Facts): Action[] {
  const { node } = facts.row;
  const { outline, t } = facts;
  const shape: Action[] = [
    {
      id: 'expandAll',
      label: t('act.expandAll'),
      keys: 'shift+*',
      looks: true,
      begins: true,
      run: () => outline.setAllOpen(true),
    },
    { id: 'collapseAll', label: t('act.collapseAll'), looks: true, run: () => outline.setAllOpen(false) },
  ];
  switch (node.kind) {
    case 'unreached':
      return shape;
    case 'exit':
      return [...ofExit(facts, node.exit.exit, true), ...shape];
    case 'triggers':
      return [...node.view.exits.flatMap(({ exit }) => ofExit(facts, exit, false)), ...shape];
    case 'step':
      return [
        ...ofStep(facts, node.view.id),
        ...node.view.exits.flatMap(({ exit }) => ofExit(facts, exit, false)),
        ...shape,
      ];
  }
}

/** `isAlone`: the line is the exit itself, so that its keys are those of the line. */
function ofExit({ outline, desk, t }: Facts, exit: Exit, isAlone: boolean): Action[] {
  const { draft, words } = outline;
  const said = words.exit(exitView(exit, outline));
  const to = targetOf(draft, exit);
  const name = 'step' in exit ? exit.outcome : 'handler' in exit ? `handler ${exit.handler}` : 'start';
  return [
    ...(isAlone && to !== undefined
      ? [
          {
            id: 'goTo',
            label: t('act.goTo', { title: outline.titleOf(to) }),
            keys: 'enter',
            looks: true as const,
            run: () => outline.goTo(keyOfStep(to)),
          },
        ]
      : []),
    {
      id: `addOn ${name}`,
      label: t('act.addOn', { exit: said }),
      ...(isAlone ? { keys: 'n' } : { begins: true as const }),
      run: () => desk.ask({ ask: 'type', after: exit }),
    },
    {
      id: `connect ${name}`,
      label: t('act.connect', { exit: said }),
      ...(isAlone ? { keys: 'c' } : {}),
      run: () => desk.ask({ ask: 'target', exit }),
    },
    ...(to === undefined
      ? []
      : [
          {
            id: `disconnect ${name}`,
            label: t('act.disconnect', { exit: said }),
            ...(isAlone ? { keys: 'delete' } : {}),
            run: () => outline.tell(() => outline.verbs.slice([exit])),
          },
        ]),
  ];
}

function exitView(exit: Exit, { rows }: Outline): { outcome: string; title?: string } {
  if (!('step' in exit)) return { outcome: 'start' in exit ? 'start' : 'message' };
  const key = keyOfStep(exit.step);
  const node = rows.find((row) => row.key === key)?.node;
  const found = node?.kind === 'step' ? node.view.exits.find(({ outcome }) => outcome === exit.outcome) : undefined;
  return found ?? { outcome: exit.outcome };
}

function ofStep({ row, outline, desk, t }: Facts, step: StepId): Action[] {
  const { verbs, draft, tell } = outline;
  const isDisabled = own(draft.flow.steps, step)?.disabled === true;
  const isPinned = own(draft.layout.pins, step) !== undefined;
  const node = row.node.kind === 'step' ? row.node : undefined;
  const [main] = node?.view.exits ?? [];
  return [
    { id: 'open', label: t('act.open'), keys: 'enter', looks: true, run: () => desk.open(step) },
    ...(main
      ? [{ id: 'add', label: t('act.add'), keys: 'n', run: () => desk.ask({ ask: 'type', after: main.exit }) }]
      : []),
    { id: 'rename', label: t('act.rename'), keys: 'f2', run: () => desk.rename(step) },
    { id: 'replace', label: t('act.replace'), keys: 'r', run: () => desk.ask({ ask: 'replacement', step }) },
    { id: 'test', label: t('act.test'), looks: true, run: () => desk.test(step) },
    { id: 'moveUp', label: t('act.moveUp'), keys: 'alt+up', begins: true, run: () => outline.move(step, 'up') },
    { id: 'moveDown', label: t('act.moveDown'), keys: 'alt+down', run: () => outline.move(step, 'down') },
    { id: 'moveTo', label: t('act.moveTo'), keys: 'm', run: () => desk.ask({ ask: 'place', step }) },
    {
      id: 'duplicate',
      label: t('act.duplicate'),
      keys: 'mod+d',
      begins: true,
      run: () => tell(() => verbs.duplicate()),
    },
    { id: 'copy', label: t('act.copy'), keys: 'mod+c', looks: true, run: desk.copy },
    { id: 'cut', label: t('act.cut'), keys: 'mod+x', run: desk.cut },
    { id: 'paste', label: t('act.paste'), keys: 'mod+v', run: desk.paste },
    {
      id: 'disable',
      label: t(isDisabled ? 'act.enable' : 'act.disable'),
      keys: 'd',
      begins: true,
      run: () => tell(() => verbs.toggleDisabled()),
    },
    {
      id: 'pin',
      label: t(isPinned ? 'act.unpin' : 'act.pin'),
      keys: 'p',
      run: () => tell(() => verbs.togglePin(() => undefined)),
    },
    { id: 'group', label: t('act.group'), keys: 'mod+g', run: () => tell(() => verbs.group(t('group.title'))) },
    { id: 'ungroup', label: t('act.ungroup'), keys: 'mod+shift+g', run: () => tell(() => verbs.ungroup()) },
    {
      id: 'remove',
      label: t('act.remove'),
      keys: 'delete',
      begins: true,
      isHarsh: true,
      run: () => tell(() => verbs.remove(false)),
    },
    {
      id: 'removeAndRejoin',
      label: t('act.removeAndRejoin'),
      keys: 'mod+delete',
      isHarsh: true,
      run: () => tell(() => verbs.remove(true)),
    },
  ];
}

/** The line to stand on when the chosen steps are gone: the next step's, else the one before. */
export function rowAfterRemoval(rows: readonly OutlineRow[], gone: ReadonlySet<string>): string | undefined {
  const at = rows.findIndex(({ key }) => gone.has(key));
  if (at === -1) return undefined;
  const isLeft = (row: OutlineRow): boolean => row.node.kind === 'step' && !gone.has(row.key);
  return (rows.slice(at).find(isLeft) ?? rows.slice(0, at).findLast(({ key }) => !gone.has(key)))?.key;
}

/** Names of lines, for typing the first letters. */
export function namesOf(outline: Outline, t: Translate<'outline'>): string[] {
  return outline.rows.map((row) => nameOfRow(row, outline, t));
}
