import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { i18n as I18n } from 'i18next';
import { chooseLanguage, LANGUAGES, type Language } from '../i18n/language.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;

/** Which colours the viewer wants; `auto` follows the system. */
export type Theme = (typeof THEMES)[number];

/** What the viewer chose for this browser. */
export type Viewer = {
  language: Language;
  theme: Theme;
  /** The colours that are on the screen now. */
  colors: 'light' | 'dark';
  /** Loads the words of the language, then shows them. */
  setLanguage(language: Language): void;
  setTheme(theme: Theme): void;
};

const LANGUAGE = 'rondine.language';
const THEME = 'rondine.theme';
const Context = createContext<Viewer | undefined>(undefined);

/** The viewer's choices; only inside `ViewerProvider`. */
export function useViewer(): Viewer {
  const viewer = useContext(Context);
  if (!viewer) throw new Error('useViewer is used outside ViewerProvider.');
  return viewer;
}

/** The language that was chosen in this browser, else the first wish of the browser that we speak. */
export function readLanguage(): Language {
  const stored = localStorage.getItem(LANGUAGE);
  return LANGUAGES.find((each) => each === stored) ?? chooseLanguage(navigator.languages);
}

/** Keeps language and colours, remembers them in this browser and puts them on the document. */
export function ViewerProvider({ texts, children }: { texts: I18n; children: ReactNode }): ReactNode {
  const [language, setLanguage] = useState(readLanguage);
  const [theme, setTheme] = useState<Theme>(() => {
    const stored = localStorage.getItem(THEME);
    return THEMES.find((each) => each === stored) ?? 'auto';
  });
  const isDark = useMedia('(prefers-color-scheme: dark)');
  const colors = theme === 'auto' ? (isDark ? 'dark' : 'light') : theme;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const viewer = useMemo<Viewer>(
    () => ({
      language,
      theme,
      colors,
      setLanguage: (wanted) => {
        localStorage.setItem(LANGUAGE, wanted);
        void texts.changeLanguage(wanted).then(() => setLanguage(wanted));
      },
      setTheme: (wanted) => {
        localStorage.setItem(THEME, wanted);
        setTheme(wanted);
      },
    }),
    [language, theme, colors, texts],
  );
  return <Context value={viewer}>{children}</Context>;
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const update = (): void => setMatches(list.matches);
    list.addEventListener('change', update);
    return () => list.removeEventListener('change', update);
  }, [query]);
  return matches;
}
