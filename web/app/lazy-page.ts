import { lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import type { Area } from '../i18n/texts.ts';
import { loadAreas } from './texts.ts';

/** A page that is loaded when somebody goes there, together with the words of its areas. */
export function lazyPage<Name extends string, Page extends Record<Name, ComponentType>>(
  areas: readonly Area[],
  load: () => Promise<Page>,
  name: Name,
): ReturnType<typeof lazyRouteComponent<Page, Name>> {
  return lazyRouteComponent(async () => {
    const [page] = await Promise.all([load(), loadAreas(areas)]);
    return page;
  }, name);
}
