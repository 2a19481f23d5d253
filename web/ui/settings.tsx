import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { chooseLanguage, createTranslate, LANGUAGES, type Language, type Translate } from '../i18n/translate.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;

export type Theme = (typeof THEMES)[number];

/** What the viewer chose, and the words in the chosen language. */
export type Settings = {
  language: Language;
  theme: Theme;
  t: Translate;
  setLanguage(language: Language): void;
  setTheme(theme: Theme): void;
};

const Context = createContext<Settings | undefined>(undefined);

/** The viewer's settings; only inside `SettingsProvider`. */
export function useSettings(): Settings {
  const settings = useContext(Context);
  if (!settings) throw new Error('useSettings is used outside SettingsProvider.');
  return settings;
}

/** Keeps language and colours, remembers them in this browser and puts them on the document. */
export function SettingsProvider({ children }: { children: ReactNode }): ReactNode {
  const [language, setLanguage] = useRemembered('rondine.language', LANGUAGES, chooseLanguage(navigator.languages));
  const [theme, setTheme] = useRemembered('rondine.theme', THEMES, 'auto');
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const settings = useMemo(
    () => ({ language, theme, t: createTranslate(language), setLanguage, setTheme }),
    [language, theme, setLanguage, setTheme],
  );
  return <Context value={settings}>{children}</Context>;
}

function useRemembered<T extends string>(name: string, allowed: readonly T[], first: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    const stored = localStorage.getItem(name);
    return allowed.find((each) => each === stored) ?? first;
  });
  useEffect(() => {
    // Only a choice is remembered: who never chose follows the system when it changes.
    if (value !== first || localStorage.getItem(name) !== null) localStorage.setItem(name, value);
  }, [name, value, first]);
  return [value, setValue];
}
