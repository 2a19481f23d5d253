import type { ReactNode } from 'react';
import { LANGUAGES } from '../i18n/translate.ts';
import { Icon, Mark, type IconName } from '../ui/icon.tsx';
import { THEMES, useSettings, type Theme } from '../ui/settings.tsx';
import type { View } from './view.ts';

const THEME_ICONS: Record<Theme, IconName> = { auto: 'auto', light: 'sun', dark: 'moon' };

/** Who we are, what one sees here, and the viewer's settings. */
export function TopBar({ connection }: { connection: View['connection'] }): ReactNode {
  const { t } = useSettings();
  return (
    <header className="top-bar">
      <h1 className="wordmark">
        <Mark />
        rondine
      </h1>
      <p className="what">{t('app.what')}</p>
      <span className="live" data-connection={connection} role="status">
        {t(`connection.${connection}`)}
      </span>
      <LanguageChoice />
      <ThemeChoice />
    </header>
  );
}

function LanguageChoice(): ReactNode {
  const { t, language, setLanguage } = useSettings();
  return (
    <div className="segments" role="group" aria-label={t('app.language')}>
      {LANGUAGES.map((each) => (
        <button key={each} type="button" lang={each} aria-pressed={each === language} onClick={() => setLanguage(each)}>
          {each.toUpperCase()}
        </button>
      ))}
    </div>
  );
}

function ThemeChoice(): ReactNode {
  const { t, theme, setTheme } = useSettings();
  return (
    <div className="segments" role="group" aria-label={t('app.theme')}>
      {THEMES.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === theme}
          aria-label={t(`app.theme.${each}`)}
          title={t(`app.theme.${each}`)}
          onClick={() => setTheme(each)}
        >
          <Icon name={THEME_ICONS[each]} />
        </button>
      ))}
    </div>
  );
}
