import { isObject, type JsonObject } from '../../../base/json.ts';
import type { Suggestion } from '../../connector.ts';
import { API_NAME, type SalesforceIo } from '../config.ts';
import { openOrg, type Org } from '../request.ts';
import { plainText } from './coerce-text.ts';
import { DAY_MS, describeOf } from './describe-cache.ts';
import { fieldOf, type FieldDescribe, type ObjectDescribe } from './object-describe.ts';
import { objectsOf } from './objects.ts';
import { chosenChoices, isWritable, type Verb } from './shape.ts';
import { suggestRecords } from './suggest-records.ts';

/** Most values that are suggested at once. */
const MOST = 20;

/** What is asked for: the input so far, the member, and what was typed. */
export type SuggestAsk = { input: JsonObject; path: readonly (string | number)[]; text: string };

/** Objects that conversations become, before all others. */
const USUAL = ['Lead', 'Case', 'Contact', 'Account', 'Task', 'Opportunity'];

const NAME = new RegExp(API_NAME);

/**
 * Suggests values for a member of a write's input, at most 20 and the likeliest first: objects, fields, values of
 * picklists, and records that a field may name. Records are looked for in the org by what was typed, and come as portable
 * references. Nothing is suggested for anything else.
 */
export async function suggestForWrite(verb: Verb, ask: SuggestAsk, io: SalesforceIo): Promise<Suggestion[]> {
  const { input, path, text } = ask;
  const org = openOrg(io);
  const [member, name, part] = path;
  if (member === 'object') return suggestObjects(org, verb, text);
  const { object } = input;
  if (typeof object !== 'string' || !NAME.test(object)) return [];
  const describe = await describeOf(org, object, DAY_MS);
  if (!describe) return [];
  if (member === 'externalIdField')
    return suggestFields(
      describe.fields.filter(({ idLookup, externalId }) => idLookup ?? externalId),
      text,
    );
  if (member !== 'fields') return [];
  if (typeof name !== 'string')
    return suggestFields(
      describe.fields.filter((field) => isWritable(field, verb)),
      text,
    );
  const field = fieldOf(describe, name);
  if (!field) return [];
  if (field.referenceTo) {
    const records = await suggestRecords(org, { describe, field, text });
    return part === undefined ? records : records.flatMap((each) => partOf(each, part));
  }
  return suggestChoices(org, { describe, field, ask });
}

async function suggestObjects(org: Org, verb: Verb, text: string): Promise<Suggestion[]> {
  const objects = (await objectsOf(org)).filter((each) => (verb === 'update' ? each.updateable : each.createable));
  const rank = (name: string): number => (USUAL.includes(name) ? USUAL.indexOf(name) : USUAL.length);
  const sorted = objects.toSorted((left, right) => rank(left.name) - rank(right.name));
  return matching(sorted, text).map(({ name, label, custom }) => ({
    value: name,
    label,
    ...(custom ? { detail: 'custom object' } : {}),
  }));
}

function suggestFields(fields: readonly FieldDescribe[], text: string): Suggestion[] {
  const sorted = fields.toSorted((left, right) => Number(right.required ?? false) - Number(left.required ?? false));
  return matching(sorted, text).map(({ name, label, type, length, required }) => {
    const facts = [type, ...(length === undefined ? [] : [`at most ${length}`]), ...(required ? ['required'] : [])];
    return { value: name, label, detail: facts.join(', ') };
  });
}

type ChoicesAsk = { describe: ObjectDescribe; field: FieldDescribe; ask: SuggestAsk };

async function suggestChoices(org: Org, { describe, field, ask }: ChoicesAsk): Promise<Suggestion[]> {
  const left = await chosenChoices(org, describe, ask.input);
  const { fields } = ask.input;
  const controlling = field.controller !== undefined && isObject(fields) ? fields[field.controller] : undefined;
  const choices = (left?.get(field.name) ?? field.picklist ?? []).filter(
    ({ with: allowed }) =>
      allowed === undefined || controlling === undefined || allowed.includes(plainText(controlling) ?? ''),
  );
  return matching(
    choices.map(({ value, label = value }) => ({ name: value, label })),
    ask.text,
  ).map(({ name, label }) => ({ value: name, label }));
}

/** What begins with the text, then what contains it. */
function matching<Item extends { name: string; label: string }>(items: readonly Item[], text: string): Item[] {
  const wanted = text.trim().toLowerCase();
  const texts = ({ name, label }: Item): string[] => [name.toLowerCase(), label.toLowerCase()];
  const begins = items.filter((item) => texts(item).some((each) => each.startsWith(wanted)));
  const contains = items.filter((item) => !begins.includes(item) && texts(item).some((each) => each.includes(wanted)));
  return [...begins, ...contains].slice(0, MOST);
}

/** What a suggested reference gives for one of its members: {"user": …} for `user`. */
function partOf(suggestion: Suggestion, part: string | number): Suggestion[] {
  const value = isObject(suggestion.value) ? suggestion.value[part] : undefined;
  return value === undefined ? [] : [{ ...suggestion, value }];
}
