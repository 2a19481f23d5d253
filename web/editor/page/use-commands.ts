import { useAnnounce } from '../../ui/announce.tsx';
import { useText } from '../../i18n/use-text.ts';
import { TRIGGERS } from '../canvas/walk.ts';
import type { CommandId } from '../keys/keymap.ts';
import { createActions, type Workbench } from './actions.ts';
import { chooseFocused, useClipboard } from './use-clipboard.ts';
import type { Desk } from './use-desk.ts';
import { canExtract } from './use-extract.ts';
import { wordsFor } from './use-notices.ts';
import { usePin } from './use-pin.ts';

/** Commands about steps: where nothing is chosen, the card with the focus is meant. */
const ABOUT_STEPS: ReadonlySet<CommandId> = new Set([
  'rename',
  'replace',
  'toggleDisabled',
  'togglePin',
  'extract',
  'openSubflow',
  'copy',
  'cut',
  'duplicate',
  'remove',
  'removeAndRejoin',
  'group',
  'showInput',
  'showOutput',
]);

/** Runs the commands of the workbench. */
export function useCommandRunner(desk: Desk, goToFlow: (flow: string) => void): (command: CommandId) => void {
  const t = useText('workbench');
  const s = useText('session');
  const announce = useAnnounce();
  const { session, verbs, canvas } = desk;
  const clipboard = useClipboard({ session, verbs, canvas, denied: t('clipboard.denied') });
  const pin = usePin(desk);
  const bench: Workbench = {
    session,
    verbs,
    canvas: () => canvas.current ?? undefined,
    stop: () => canvas.current?.stop() ?? TRIGGERS,
    pick: desk.pick,
    startRename: desk.startRename,
    showSheet: () => desk.showSheet(true),
    extract: () => canExtract(session) && desk.extract(true),
    goToFlow,
    pin,
    copyWebhook: (webhook) => {
      const address = webhook === undefined ? undefined : `${location.origin}/webhooks/${webhook}`;
      if (address !== undefined) void navigator.clipboard?.writeText(address);
      announce(address === undefined ? t('webhook.none') : t('webhook.copied', { address }));
    },
    groupTitle: () => t('group.new'),
    pasteFromSystem: clipboard.paste,
    copyToSystem: clipboard.write,
    undone: (kind) => {
      const label = kind === 'undo' ? session.undo() : session.redo();
      if (label) announce(s(kind === 'undo' ? 'undone' : 'redone', { what: wordsFor(s, label) }));
      else announce(s(kind === 'undo' ? 'undone.nothing' : 'redone.nothing'));
    },
  };
  return (command) => {
    if (ABOUT_STEPS.has(command)) chooseFocused(session);
    createActions(bench)[command]();
  };
}
