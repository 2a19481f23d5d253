import { HANDLERS, retrySchema, TRIGGERS } from '../../../src/flow/trigger-schema.ts';
import { steps } from '../../../src/steps/index.ts';
import type { FormSchema } from '../../ui/form/field-model.ts';

/** The forms that an author fills in, by what their fields' keys begin with. */
const FORMS: Readonly<Record<string, FormSchema>> = {
  ...Object.fromEntries(Object.values(steps).map(({ type, params }) => [type, params as FormSchema])),
  ...named('trigger', TRIGGERS),
  ...named('handler', HANDLERS),
  retry: retrySchema,
};

function named(what: string, forms: Readonly<Record<string, unknown>>): Record<string, FormSchema> {
  return Object.fromEntries(Object.entries(forms).map(([name, form]) => [`${what}-${name}`, form as FormSchema]));
}

/** Every field of a form with its words, in the order of the schema. */
function wordsOf(schema: FormSchema, key: string): [key: string, text: string][] {
  const members = Object.entries(schema.properties ?? {}).filter(([, member]) => member.const === undefined);
  return members.flatMap(([name, member]) => {
    const place = `${key}.${name}`;
    const { title = name, description } = member;
    const thing = member.items?.title;
    return [
      [`param.${place}`, title],
      ...(description === undefined ? [] : [[`help.${place}`, description]]),
      ...(thing === undefined ? [] : [[`param.${place}[]`, thing]]),
      ...(member.field === undefined ? inner(member, place) : []),
    ] as [string, string][];
  });
}

function inner(member: FormSchema, place: string): [string, string][] {
  const forms = [member, ...(member.items ? [member.items] : []), ...(member.anyOf ?? [])];
  return forms.flatMap((form) => wordsOf(form, place));
}

/** What each field of a step, a trigger or a handler is called and what it is for, in English: as the schemas say it. */
export const en: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(FORMS).flatMap(([name, schema]) => wordsOf(schema, name)),
);
