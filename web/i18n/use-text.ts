import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { translateOf } from './i18n.ts';
import type { Area, Translate } from './texts.ts';

/** The words of an area in the viewer's language: `const t = useText('runs'); t(key)`. Suspends until they are here. */
export function useText<A extends Area>(area: A): Translate<A> {
  const { i18n } = useTranslation(area);
  const language = i18n.resolvedLanguage;
  // A new function when the language changes, so that what depends on it is made anew.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => translateOf(i18n, area), [i18n, area, language]);
}
