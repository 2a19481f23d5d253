import { Kbd } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './key-hint.module.css';

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
const MAC: Record<string, string> = { mod: '⌘', alt: '⌥', shift: '⇧', enter: '↵', backspace: '⌫' };
const OTHER: Record<string, string> = { mod: 'Ctrl', alt: 'Alt', shift: 'Shift', enter: 'Enter', backspace: '⌫' };

/** The keys of a command, as this machine names them: `mod+k`, `shift+?`. Not read aloud: say it in `aria-keyshortcuts`. */
export function KeyHint({ keys }: { keys: string }): ReactNode {
  const names = isMac ? MAC : OTHER;
  return (
    <span className={styles.keys} aria-hidden>
      {keys.split('+').map((key) => (
        <Kbd key={key} size="xs">
          {names[key] ?? key.toUpperCase()}
        </Kbd>
      ))}
    </span>
  );
}
