import { targetOf } from '../../../src/flow/edit/ends.ts';
import type { StepView } from '../canvas/step-view.ts';
import type { Translate } from '../../i18n/texts.ts';
import type { Outline } from './use-outline.ts';
import type { OutlineRow } from './tree.ts';

/** What a line is called: short, as it is looked for by typing. */
export function nameOfRow({ node }: OutlineRow, { words }: Pick<Outline, 'words'>, t: Translate<'outline'>): string {
  if (node.kind === 'triggers') return t('triggers');
  if (node.kind === 'unreached') return t('unreached');
  return node.kind === 'exit' ? words.exit(node.exit) : words.title(node.view);
}

/** What a line says besides what can be seen on it, to those who hear the page: its kind first, its state and exits last. */
export function unseenWords(
  { node }: OutlineRow,
  outline: Outline,
  t: Translate<'outline'>,
): { before: string; after: string } {
  const { words, draft, titleOf } = outline;
  if (node.kind === 'unreached') return { before: '', after: '' };
  if (node.kind === 'exit') return { before: t('exit'), after: '' };
  const exits = node.view.exits.map((exit) => {
    const target = targetOf(draft, exit.exit);
    const said = words.exit(exit);
    return target === undefined ? t('exit.open', { exit: said }) : t('exit.to', { exit: said, title: titleOf(target) });
  });
  const list = exits.length === 0 ? [] : [t('exits', { exits: exits.join(', ') })];
  if (node.kind === 'triggers') return { before: '', after: list.join('') };
  const { view } = node;
  const type = view.title === undefined ? [] : [words.type(view.type)];
  return { before: '', after: [...type, ...statesOf(view, outline, t), ...list].join('. ') };
}

/** The states of a step in words. */
function statesOf({ id, isDisabled }: StepView, { troubles, path }: Outline, t: Translate<'outline'>): string[] {
  const { errors = 0, warnings = 0 } = troubles.get(id) ?? {};
  return [
    ...(isDisabled ? [t('state.disabled')] : []),
    ...(errors > 0 ? [t('state.errors', { count: errors })] : []),
    ...(warnings > 0 ? [t('state.warnings', { count: warnings })] : []),
    ...(path?.at === id ? [t('state.here')] : path?.visited.includes(id) ? [t('state.lit')] : []),
  ];
}
