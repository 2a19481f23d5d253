import { Menu, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { useViewer } from '../ui/viewer.tsx';
import styles from './person-menu.module.css';
import { THEME_ICONS, ViewerItems } from './viewer-items.tsx';

/** Language and colours, where nobody is signed in. */
export function ViewerMenu(): ReactNode {
  const t = useText('app');
  const { language, theme } = useViewer();
  const Icon = THEME_ICONS[theme];
  return (
    <Menu position="top-end" width={200}>
      <Menu.Target>
        <UnstyledButton
          className={styles.button}
          aria-label={`${t('viewer.label')}: ${t(`language.${language}`)}, ${t(`theme.${theme}`)}`}
        >
          <Icon size={19} stroke={1.7} aria-hidden />
          {t(`language.${language}`)}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <ViewerItems />
      </Menu.Dropdown>
    </Menu>
  );
}
