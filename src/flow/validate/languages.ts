import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject } from '../../base/json.ts';
import { diagnose } from '../diagnose.ts';
import { listOf, type Field, type Rule } from './subject.ts';

const TAG = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?$/;

/** Languages are written as tags, and a text in several languages has all that the flow speaks. */
export const languages: Rule = ({ flow, fields }) => {
  const found = TAG.test(flow.language) ? [] : [badTag(flow.language, ['flow', 'language'])];
  const texts = fields.filter(({ kind, value }) => kind === 'text' && isObject(value));
  const spoken = new Set([flow.language, ...texts.flatMap(tagsOf)].filter((tag) => TAG.test(tag)));
  return [...found, ...texts.flatMap((field) => [...badTags(field), ...missing(field, spoken)])];
};

function tagsOf({ value }: Field): string[] {
  return Object.keys(value as object);
}

function badTags(field: Field): Diagnostic[] {
  return tagsOf(field)
    .filter((tag) => !TAG.test(tag))
    .map((tag) => badTag(tag, [...field.path, tag]));
}

function badTag(tag: string, path: Diagnostic['path']): Diagnostic {
  return diagnose('bad_language', path, {
    message: `"${tag}" is no language.`,
    fix: 'Write two small letters, with a country if needed: "it", "en", "pt-BR".',
  });
}

function missing(field: Field, spoken: ReadonlySet<string>): Diagnostic[] {
  const present = new Set(tagsOf(field).map((tag) => tag.split('-')[0]));
  const lacking = [...spoken].filter((tag) => !present.has(tag.split('-')[0]));
  if (lacking.length === 0) return [];
  return [
    diagnose('missing_language', field.path, {
      message: `This text lacks ${listOf(lacking)}; people who speak it get another language.`,
      fix: 'Write the text in that language, too.',
    }),
  ];
}
