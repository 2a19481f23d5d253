import type { Reply } from '../api/client.ts';
import type { Language } from '../i18n/language.ts';

/** A template as the gallery shows it. */
export type Template = Reply<'GET /templates'>['items'][number];

/** What templates are for, in the order of the gallery. */
export const GROUPS = ['leads', 'cases', 'people', 'news'] as const;

/** The templates that fit a text and one of some channels, in their order. */
export function findTemplates(
  templates: readonly Template[],
  {
    q = '',
    channel = [],
    language,
  }: { q?: string | undefined; channel?: readonly string[] | undefined; language: Language },
): Template[] {
  const wanted = q.trim().toLowerCase();
  return templates.filter(({ title, summary, needs }) => {
    const families = needs.filter(({ kind }) => kind === 'channel').map(({ family }) => family);
    if (channel.length > 0 && !families.some((family) => channel.includes(family))) return false;
    const text = [title[language], summary[language], ...needs.map((need) => need.title)].join(' ').toLowerCase();
    return text.includes(wanted);
  });
}

/** The services that templates talk on, once each, by what people call the first of them. */
export function channelsOf(templates: readonly Template[]): { family: string; title: string }[] {
  const found = new Map<string, string>();
  for (const { needs } of templates)
    for (const { kind, family, title } of needs)
      if (kind === 'channel' && !found.has(family)) found.set(family, title.replace(/ \(.*\)$/, ''));
  return [...found]
    .map(([family, title]) => ({ family, title }))
    .sort((left, right) => (left.title < right.title ? -1 : 1));
}

/** What is chosen for each need before anybody chooses: the only connection that fits, or the first of the same kind. */
export function firstChoices(needs: Template['needs']): Record<string, string> {
  return Object.fromEntries(
    needs.flatMap(({ name, choices }) => {
      const [first] = choices;
      return first && (first.isSame || choices.length === 1) ? [[name, first.name] as const] : [];
    }),
  );
}

/** A secret nobody guesses, of letters and digits. */
export function newSecret(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array): string {
  return [...random(new Uint8Array(24))].map((byte) => (byte % 36).toString(36)).join('');
}
