import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconCursorText,
  IconDots,
  IconEyeOff,
  IconLink,
  IconPlus,
  IconSettings,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import type { Action } from './actions.ts';
import styles from './outline.module.css';

const SHOWN = {
  add: IconPlus,
  addOn: IconPlus,
  connect: IconLink,
  open: IconSettings,
  rename: IconCursorText,
  moveUp: IconArrowUp,
  moveDown: IconArrowDown,
  disable: IconEyeOff,
  removeAndRejoin: IconTrash,
} as const;

type BarProps = { actions: readonly Action[]; name: string; onMore(): void; onDone(): void };

/** What is done most often with the current line, as buttons. */
export function OutlineBar({ actions, name, onMore, onDone }: BarProps): ReactNode {
  const t = useText('outline');
  // Of a step only what belongs to it as a whole; its exits are in the menu.
  const isStep = actions.some(({ id }) => id === 'open');
  const shown = (Object.keys(SHOWN) as (keyof typeof SHOWN)[]).flatMap((kind) => {
    const isOfExit = kind === 'addOn' || kind === 'connect';
    const action = actions.find(({ id }) => id === kind || (isOfExit && !isStep && id.startsWith(`${kind} `)));
    return action ? [{ kind, action }] : [];
  });
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('actions.on', { title: name })}>
      {shown.map(({ kind, action }) => {
        const Icon = SHOWN[kind];
        return (
          <Tooltip key={kind} label={action.label}>
            <ActionIcon
              aria-label={action.label}
              onClick={() => {
                action.run();
                onDone();
              }}
            >
              <Icon size={17} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        );
      })}
      <Tooltip label={t('actions')}>
        <ActionIcon aria-label={t('actions')} aria-haspopup="menu" onClick={onMore}>
          <IconDots size={17} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
