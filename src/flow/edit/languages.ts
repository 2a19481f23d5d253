import { isObject, type JsonValue } from '../../base/json.ts';
import type { StepId } from '../../base/ids.ts';
import { pickText, type Step, type Text } from '../flow.ts';
import { idsOf, stepOf, withSteps, type Draft, type StepTypes } from './draft.ts';
import { EditError } from './edit-error.ts';
import { mapParams } from './map-params.ts';

/** What languages look like: `it`, `pt-BR`. */
const TAG = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?$/;

/**
 * Gives every text for customers a version in a language more, beginning with the words of the flow's language. A text
 * that has the language stays. Throws `EditError` for what is no language.
 */
export function addLanguage(draft: Draft, { language }: { language: string }, types: StepTypes): Draft {
  if (!TAG.test(language))
    throw new EditError('bad_name', `"${language}" is no language: write "it", "en", "pt-BR".`, { language });
  const first = draft.flow.language;
  return mapAllTexts(draft, types, (text) => {
    if (typeof text === 'string') return language === first ? text : { [first]: text, [language]: text };
    return Object.hasOwn(text, language) ? text : { ...text, [language]: pickText(text, language, first) };
  });
}

/**
 * Takes a language out of every text for customers. One that is left with the flow's language alone becomes a plain
 * text; words that there are in no other language stay. Throws `EditError` for the flow's own language.
 */
export function removeLanguage(draft: Draft, { language }: { language: string }, types: StepTypes): Draft {
  if (language === draft.flow.language)
    throw new EditError('bad_name', `"${language}" is the language of the flow: give the flow another one first.`, {
      language,
    });
  return mapAllTexts(draft, types, (text) => {
    if (typeof text === 'string' || !Object.hasOwn(text, language)) return text;
    const left = Object.entries(text).filter(([tag]) => tag !== language);
    if (left.length === 0) return text;
    const [[tag, words]] = left as [[string, string]];
    return left.length === 1 && tag === draft.flow.language ? words : Object.fromEntries(left);
  });
}

function mapAllTexts(draft: Draft, types: StepTypes, map: (text: Text) => Text): Draft {
  const steps = idsOf(draft).map((id): [StepId, Step] => {
    const step = stepOf(draft, id);
    const params = mapParams(step, types, (value, { field }) =>
      field === 'text' && isText(value) ? map(value) : value,
    );
    return [id, { ...step, params }];
  });
  return withSteps(draft, Object.fromEntries(steps));
}

function isText(value: JsonValue): value is string | Readonly<Record<string, string>> {
  return (
    typeof value === 'string' || (isObject(value) && Object.values(value).every((each) => typeof each === 'string'))
  );
}
