import { ActionIcon, Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { LANGUAGES } from '../i18n/language.ts';
import { useText } from '../i18n/use-text.ts';
import { THEMES, useViewer, type Theme } from '../ui/viewer.tsx';
import styles from './viewer-menu.module.css';

const ICONS: Record<Theme, TablerIcon> = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon };

/** Language and colours of this browser. */
export function ViewerMenu({ narrow }: { narrow: boolean }): ReactNode {
  const t = useText('app');
  const { language, theme, setLanguage, setTheme } = useViewer();
  const Icon = ICONS[theme];
  const name = `${t('viewer.label')}: ${t(`language.${language}`)}, ${t(`theme.${theme}`)}`;
  return (
    <Menu position="right-end" width={200}>
      <Menu.Target>
        {narrow ? (
          <ActionIcon size={40} aria-label={name} className={styles.narrow}>
            <Icon size={19} stroke={1.7} aria-hidden />
          </ActionIcon>
        ) : (
          <UnstyledButton className={styles.button} aria-label={name}>
            <Icon size={19} stroke={1.7} aria-hidden />
            {t(`language.${language}`)}
          </UnstyledButton>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('language')}</Menu.Label>
        {LANGUAGES.map((each) => (
          <Menu.Item
            key={each}
            role="menuitemradio"
            aria-checked={each === language}
            lang={each}
            rightSection={each === language && <IconCheck size={16} aria-hidden />}
            onClick={() => setLanguage(each)}
          >
            {t(`language.${each}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('theme')}</Menu.Label>
        {THEMES.map((each) => {
          const ThemeIcon = ICONS[each];
          return (
            <Menu.Item
              key={each}
              role="menuitemradio"
              aria-checked={each === theme}
              leftSection={<ThemeIcon size={16} aria-hidden />}
              rightSection={each === theme && <IconCheck size={16} aria-hidden />}
              onClick={() => setTheme(each)}
            >
              {t(`theme.${each}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
