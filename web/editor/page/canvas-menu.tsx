import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Point } from '../../../src/flow/layout.ts';
import { useText } from '../../i18n/use-text.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import type { MenuTarget } from '../canvas/canvas-world.ts';
import { PAPERS } from '../canvas/note-card.tsx';
import type { CommandId, Keymap } from '../keys/keymap.ts';

/** An open menu: of what, and where. */
export type OpenMenu = { target: MenuTarget; screen: Point };

type CanvasMenuProps = {
  menu: OpenMenu | undefined;
  keymap: Keymap;
  run(command: CommandId): void;
  onInsert(target: MenuTarget): void;
  onPaper(note: string, colour: string): void;
  onClose(): void;
};

const STEPS: readonly (readonly CommandId[])[] = [
  ['openSettings', 'rename', 'replace', 'toggleDisabled', 'togglePin'],
  ['copy', 'cut', 'duplicate'],
  ['group', 'ungroup', 'extract', 'tidy'],
  ['remove', 'removeAndRejoin'],
];
const ALIGN: readonly CommandId[] = [
  'alignLeft',
  'alignCentre',
  'alignRight',
  'alignTop',
  'alignMiddle',
  'alignBottom',
  'distributeAcross',
  'distributeDown',
];

/** What can be done with what was clicked, each with its keys. */
export function CanvasMenu({ menu, keymap, run, onInsert, onPaper, onClose }: CanvasMenuProps): ReactNode {
  const t = useText('workbench');
  if (!menu) return null;
  const { target, screen } = menu;
  const item = (id: CommandId): ReactNode => (
    <Menu.Item key={id} rightSection={<Keys keys={keymap[id][0]} />} onClick={() => run(id)}>
      {t(`command.${id}`)}
    </Menu.Item>
  );
  return (
    <Menu opened onChange={(isOpen) => !isOpen && onClose()} position="right-start" width={290} withinPortal>
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('menu.label')}
          style={{
            position: 'fixed',
            left: screen.x,
            top: screen.y,
            width: 1,
            height: 1,
            opacity: 0,
            border: 0,
            padding: 0,
          }}
        />
      </Menu.Target>
      <Menu.Dropdown>
        {'steps' in target && (
          <>
            {STEPS.flatMap((group, at) => [...(at > 0 ? [<Menu.Divider key={at} />] : []), ...group.map(item)])}
            <Menu.Divider />
            <Menu.Label>{t('menu.align')}</Menu.Label>
            {ALIGN.map(item)}
          </>
        )}
        {'exit' in target && (
          <>
            <Menu.Item onClick={() => onInsert(target)}>{t('menu.way.insert')}</Menu.Item>
            <Menu.Item rightSection={<Keys keys={keymap.remove[0]} />} onClick={() => run('remove')}>
              {t('menu.way.remove')}
            </Menu.Item>
          </>
        )}
        {'note' in target && (
          <>
            {PAPERS.map((colour) => (
              <Menu.Item key={colour} onClick={() => onPaper(target.note, colour)}>
                {t('menu.note.colour', { colour: t(`colour.${colour}`) })}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item onClick={() => run('remove')}>{t('menu.note.remove')}</Menu.Item>
          </>
        )}
        {'canvas' in target && (
          <>
            <Menu.Item rightSection={<Keys keys={keymap.addLoose[0]} />} onClick={() => onInsert(target)}>
              {t('menu.canvas.add')}
            </Menu.Item>
            <Menu.Item onClick={() => run('note')}>{t('menu.canvas.note')}</Menu.Item>
            <Menu.Item onClick={() => run('paste')}>{t('menu.canvas.paste')}</Menu.Item>
            <Menu.Divider />
            {(['selectAll', 'tidy', 'expandAll', 'collapseAll', 'fit'] as const).map(item)}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Keys({ keys }: { keys: string | undefined }): ReactNode {
  if (keys === undefined) return null;
  return keys.split(' ').map((press, at) => <KeyHint key={at} keys={press} />);
}
