import { useCallback } from 'react';
import { useViewer } from '../../ui/viewer.tsx';

/** What a language is called in the viewer's: `it` is "Italian". The tag itself where nobody knows it. */
export function useLanguageName(): (tag: string) => string {
  const { language } = useViewer();
  return useCallback(
    (tag) => {
      try {
        const name = new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag;
        return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
      } catch {
        return tag;
      }
    },
    [language],
  );
}
