import { Menu } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { LANGUAGES, type Language } from '../i18n/language.ts';
import { useText } from '../i18n/use-text.ts';
import { THEMES, useViewer, type Theme } from '../ui/viewer.tsx';

/** How each choice of colours is drawn. */
export const THEME_ICONS: Record<Theme, TablerIcon> = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon };

/** The part of a menu that chooses language and colours. */
export function ViewerItems({ onLanguage }: { onLanguage?: ((language: Language) => void) | undefined }): ReactNode {
  const t = useText('app');
  const { language, theme, setLanguage, setTheme } = useViewer();
  return (
    <>
      <Menu.Label>{t('language')}</Menu.Label>
      {LANGUAGES.map((each) => (
        <Menu.Item
          key={each}
          role="menuitemradio"
          aria-checked={each === language}
          lang={each}
          rightSection={each === language && <IconCheck size={16} aria-hidden />}
          onClick={() => {
            setLanguage(each);
            onLanguage?.(each);
          }}
        >
          {t(`language.${each}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Label>{t('theme')}</Menu.Label>
      {THEMES.map((each) => {
        const Icon = THEME_ICONS[each];
        return (
          <Menu.Item
            key={each}
            role="menuitemradio"
            aria-checked={each === theme}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={each === theme && <IconCheck size={16} aria-hidden />}
            onClick={() => setTheme(each)}
          >
            {t(`theme.${each}`)}
          </Menu.Item>
        );
      })}
    </>
  );
}
