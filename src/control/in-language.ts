import { isObject } from '../base/json.ts';
import type { Texts, Translations } from '../base/translate.ts';

/** What a channel or a connector says in a language; empty where it says nothing in it. */
export function textsIn({ texts }: { texts?: Translations }, language: string | undefined): Texts {
  return (language === undefined ? undefined : texts?.[language]) ?? {};
}

/** Members whose texts are values, and no words for people. */
const VALUES: ReadonlySet<string> = new Set(['const', 'default', 'enum', 'examples', 'required']);

/** A form, or a list of what there is, with its titles and descriptions in another language; the rest as it is. */
export function formIn<T>(form: T, texts: Texts): T {
  if (Object.keys(texts).length === 0) return form;
  const said = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(said);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => {
        if (VALUES.has(name)) return [name, member];
        const isWords = (name === 'title' || name === 'description') && typeof member === 'string';
        return [name, isWords ? (texts[member] ?? member) : said(member)];
      }),
    );
  };
  return said(form) as T;
}
