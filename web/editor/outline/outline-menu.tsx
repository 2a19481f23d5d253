import { Menu, Portal } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { KeyHint } from '../../ui/key-hint.tsx';
import type { Action } from './actions.ts';
import styles from './outline.module.css';

/** Where on the screen a menu opens. */
export type MenuPlace = { readonly x: number; readonly y: number };

type MenuProps = {
  place: MenuPlace;
  title: string;
  actions: readonly Action[];
  onClose(): void;
};

/** Everything that can be done with a line. */
export function OutlineMenu({ place, title, actions, onClose }: MenuProps): ReactNode {
  return (
    <Menu
      opened
      onClose={onClose}
      position="bottom-start"
      returnFocus={false}
      withinPortal
      transitionProps={{ duration: 0 }}
      trapFocus
    >
      <Portal>
        <Menu.Target>
          <span className={styles.anchor} style={{ left: place.x, top: place.y }} />
        </Menu.Target>
      </Portal>
      <Menu.Dropdown mah="70vh" style={{ overflowY: 'auto' }} aria-label={title}>
        <Menu.Label>{title}</Menu.Label>
        {actions.map(({ id, label, keys, begins, isHarsh, run }) => (
          <Fragment key={id}>
            {begins && <Menu.Divider />}
            <Menu.Item
              color={isHarsh ? 'red' : undefined}
              rightSection={keys === undefined ? undefined : <KeyHint keys={keys} />}
              onClick={() => {
                run();
                onClose();
              }}
            >
              {label}
            </Menu.Item>
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
