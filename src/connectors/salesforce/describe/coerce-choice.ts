import type { JsonValue } from '../../../base/json.ts';
import { nameOf, wrong, type Coerced, type Problem } from './coerced.ts';
import { nearest } from './nearest.ts';
import type { Choice, FieldDescribe } from './object-describe.ts';

type Refused = { problem: Problem };

/** Longest value of a picklist, by which also values are bound that no list holds. */
const MOST_LETTERS = 255;

/** A choice by its value or by its label, in any case. A picklist that is not restricted takes other texts as they are. */
export function coerceChoice(field: FieldDescribe, value: JsonValue): Coerced {
  const chosen = choose(field, value);
  return typeof chosen === 'string' ? { value: chosen } : chosen;
}

function choose(field: FieldDescribe, value: JsonValue): string | Refused {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    return wrong(field, value, 'one value of its picklist');
  const text = String(value).trim();
  const found = findChoice(field.picklist ?? [], text);
  if (found) return found.value;
  return field.restricted || text.length > MOST_LETTERS ? refused(field, text) : text;
}

/** Several choices, as a list or as a text with `;` between them; each is taken once. */
export function coerceChoices(field: FieldDescribe, value: JsonValue): Coerced {
  const parts: readonly JsonValue[] = Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? value.split(';')
      : [value];
  const values = new Set<string>();
  for (const part of parts) {
    if (part === null || (typeof part === 'string' && part.trim() === '')) continue;
    const chosen = choose(field, part);
    if (typeof chosen !== 'string') return chosen;
    // A value that holds the separator would come apart in the org.
    for (const each of chosen.split(';')) if (each.trim() !== '') values.add(each.trim());
  }
  return { value: [...values].join(';') };
}

/** The choice that a text means: by value, by value in another case, or by label. */
export function findChoice(choices: readonly Choice[], text: string): Choice | undefined {
  const small = text.toLowerCase();
  return (
    choices.find(({ value }) => value === text) ??
    choices.find(({ value }) => value.toLowerCase() === small) ??
    choices.find(({ label }) => label?.toLowerCase() === small)
  );
}

function refused(field: FieldDescribe, text: string): Refused {
  const values = (field.picklist ?? []).map(({ value, label }) => label ?? value);
  const near = nearest(text, values);
  const all = near.length > 0 ? near : values.slice(0, 10);
  return {
    problem: {
      code: 'not-in-picklist',
      message: `${nameOf(field)} takes only the values of its picklist, and "${text.slice(0, 60).toWellFormed()}" is none of them.`,
      fix: `${near.length > 0 ? 'Perhaps' : 'Choose one of'}: ${all.join(', ')}. Or let the administrator add the value.`,
    },
  };
}
