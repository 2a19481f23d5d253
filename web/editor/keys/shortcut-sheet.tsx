import { Button, Modal } from '@mantine/core';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { COMMAND_IDS, commandOf, GROUPS, type CommandId, type Keymap } from './keymap.ts';
import { keysOf } from './press.ts';
import styles from './shortcut-sheet.module.css';

type ShortcutSheetProps = {
  isOpen: boolean;
  keymap: Keymap;
  onRebind(command: CommandId, keys: string): void;
  onReset(): void;
  onClose(): void;
};

/** All commands and their keys. Each can be given other ones: press its button, then the keys. */
export function ShortcutSheet({ isOpen, keymap, onRebind, onReset, onClose }: ShortcutSheetProps): ReactNode {
  const t = useText('workbench');
  const [waiting, setWaiting] = useState<CommandId>();
  const take = (event: KeyboardEvent): void => {
    if (waiting === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const keys = keysOf(event);
    if (keys === undefined) return;
    if (keys !== 'escape') onRebind(waiting, keys);
    setWaiting(undefined);
  };
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      closeOnEscape={waiting === undefined}
      title={t('keys.title')}
      size={860}
      closeButtonProps={{ 'aria-label': t('keys.close') }}
    >
      <div className={styles.groups} onKeyDownCapture={take}>
        {GROUPS.map((group) => (
          <section key={group} className={styles.group}>
            <h3 className={styles.heading}>{t(`keys.group.${group}`)}</h3>
            {COMMAND_IDS.filter((id) => commandOf(id).group === group).map((id) => (
              <div key={id} className={styles.row}>
                <span>{t(`command.${id}`)}</span>
                <button
                  type="button"
                  className={styles.keys}
                  data-waiting={waiting === id}
                  aria-label={t('keys.change', { command: t(`command.${id}`), keys: keymap[id].join(', ') })}
                  onClick={() => setWaiting(id)}
                >
                  {waiting === id ? t('keys.press') : keymap[id].map((keys) => <Keys key={keys} keys={keys} />)}
                  {waiting !== id && keymap[id].length === 0 && t('keys.none')}
                </button>
              </div>
            ))}
          </section>
        ))}
      </div>
      <div className={styles.foot}>
        <Button variant="default" size="compact-sm" onClick={onReset}>
          {t('keys.reset')}
        </Button>
      </div>
    </Modal>
  );
}

function Keys({ keys }: { keys: string }): ReactNode {
  return (
    <span className={styles.chord}>
      {keys.split(' ').map((press, at) => (
        <KeyHint key={at} keys={press === '+' ? 'plus' : press} />
      ))}
    </span>
  );
}
