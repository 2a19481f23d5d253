import type { Translate } from '../i18n/texts.ts';

/** Names that the demo gives, as they are kept; all others were written by people. */
const OF_DEMO = { 'Start here': 'demo.first', 'Other channels': 'demo.others' } as const;

const isOfDemo = (name: string): name is keyof typeof OF_DEMO => Object.hasOwn(OF_DEMO, name);

/** A folder or a tag as it is read: as people wrote it, and what the demo calls them in the viewer's language. */
export function shownName(name: string, t: Translate<'flows'>): string {
  return isOfDemo(name) ? t(OF_DEMO[name]) : name;
}

/** A folder with those that it lies in. */
export function shownPath(folder: string, t: Translate<'flows'>): string {
  return folder
    .split('/')
    .map((name) => shownName(name, t))
    .join(' / ');
}
