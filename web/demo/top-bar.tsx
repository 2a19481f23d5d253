import type { ReactNode } from 'react';
import { LANGUAGES } from '../i18n/language.ts';
import { Mark } from '../ui/mark.tsx';
import { Icon, type IconName } from './icon.tsx';
import { THEMES, useViewer, type Theme } from '../ui/viewer.tsx';
import type { View } from './view.ts';
import { useText } from '../i18n/use-text.ts';

const THEME_ICONS: Record<Theme, IconName> = { auto: 'auto', light: 'sun', dark: 'moon' };

/** Who we are, what one sees here, and the viewer's settings. */
export function TopBar({ connection }: { connection: View['connection'] }): ReactNode {
  const t = useText('demo');
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
  const t = useText('demo');
  const { language, setLanguage } = useViewer();
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
  const t = useText('demo');
  const { theme, setTheme } = useViewer();
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
