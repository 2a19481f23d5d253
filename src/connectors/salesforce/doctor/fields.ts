import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { same, type Finding } from './finding.ts';
import { textOf } from './look.ts';
import type { FieldNeed, ObjectNeed } from './needs.ts';
import { fieldSecurityPage, valuesPage } from './setup-pages.ts';

/** What `describe` shows of an object's fields; the key field has a finding of its own. */
type Seen = { fields: readonly JsonObject[]; keyField: string };

/** Are the fields that flows use there, open to the user, and do their picklists know the values? */
export function fieldFindings(need: ObjectNeed, { fields, keyField }: Seen): Finding[] {
  const byName = new Map(fields.map((field) => [textOf(field['name']).toLowerCase(), field]));
  const used = [...need.fields].filter(([name]) => name !== keyField && name !== 'RecordTypeId');
  const found = used.flatMap(([name, use]): Finding[] => {
    const field = byName.get(name.toLowerCase());
    if (!field) return [hidden(need.object, name, { use, known: fields })];
    const closed = isClosed(field, use, need);
    return closed ? [readOnly(need.object, name, use)] : picklistFindings(need.object, field, use);
  });
  if (used.length === 0 || found.some(({ ok }) => !ok)) return found;
  const names = used.map(([name]) => name).join(', ');
  return [
    {
      topic: 'objects',
      name: { en: `${need.object}: fields`, it: `${need.object}: campi` },
      ok: true,
      message: {
        en: `The user sees and writes what the flows use: ${names}.`,
        it: `L’utente vede e scrive ciò che i flussi usano: ${names}.`,
      },
    },
    ...found,
  ];
}

function isClosed(field: JsonObject, use: FieldNeed, { create, edit }: ObjectNeed): boolean {
  if (!use.write) return false;
  return create ? field['createable'] === false : edit && field['updateable'] === false;
}

function hidden(
  object: string,
  name: string,
  { use, known }: { use: FieldNeed; known: readonly JsonObject[] },
): Finding {
  const similar = closest(name, known);
  const meant = similar === undefined ? '' : ` (${similar}?)`;
  return {
    topic: 'objects',
    name: same(`${object}.${name}`),
    ok: false,
    message: {
      en: `Not there for this user: hidden by field-level security, or misspelt${meant}. Used by ${stepsOf(use)}.`,
      it: `Non c’è per questo utente: nascosto dalla protezione a livello di campo, o scritto male${meant}. Usato da ${stepsOf(use)}.`,
    },
    fix: {
      en: 'Make the field visible for the user, or correct its API name in the flow.',
      it: 'Rendete il campo visibile per l’utente, o correggete il nome API nel flusso.',
    },
    place: fieldSecurityPage(object, name),
  };
}

function readOnly(object: string, name: string, use: FieldNeed): Finding {
  return {
    topic: 'objects',
    name: same(`${object}.${name}`),
    ok: false,
    message: {
      en: `Read-only for this user. Written by ${stepsOf(use)}.`,
      it: `In sola lettura per questo utente. Scritto da ${stepsOf(use)}.`,
    },
    fix: {
      en: 'Let the user edit the field. One that Salesforce works out itself cannot be written: leave it out of the flow.',
      it: 'Permettete all’utente di modificare il campo. Se lo calcola Salesforce non si può scrivere: toglietelo dal flusso.',
    },
    place: fieldSecurityPage(object, name),
  };
}

/** An unrestricted picklist takes other values too; reports and lists do not know them. */
function picklistFindings(object: string, field: JsonObject, use: FieldNeed): Finding[] {
  const name = textOf(field['name']);
  const choices = picklistOf(field);
  if (choices.length === 0) return [];
  const written = use.values.flatMap(partsOf);
  const strange = [...new Set(written)].filter((value) => !choices.includes(value));
  if (strange.length === 0) return [];
  const restricted = field['restrictedPicklist'] === true;
  const [values, list] = [strange.map((value) => `"${value}"`).join(', '), choices.slice(0, 10).join(', ')];
  return [
    {
      topic: 'objects',
      name: same(`${object}.${name}`),
      ok: !restricted,
      message: restricted
        ? {
            en: `The picklist does not know ${values} and takes nothing else. It knows ${list}. Used by ${stepsOf(use)}.`,
            it: `La lista di selezione non conosce ${values} e non accetta altro. Conosce ${list}. Usato da ${stepsOf(use)}.`,
          }
        : {
            en: `The picklist does not list ${values}; Salesforce stores it all the same.`,
            it: `La lista di selezione non contiene ${values}; Salesforce lo salva comunque.`,
          },
      fix: {
        en: `Add ${values} to the values of the field, so that reports and views know it.`,
        it: `Aggiungete ${values} ai valori del campo, così report e viste lo conoscono.`,
      },
      place: valuesPage(object, name),
    },
  ];
}

function picklistOf(field: JsonObject): string[] {
  const values = Array.isArray(field['picklistValues']) ? field['picklistValues'].filter(isObject) : [];
  return values.filter((each) => each['active'] !== false).map((each) => textOf(each['value']));
}

function partsOf(value: JsonValue): string[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  return typeof value === 'string' ? value.split(';').map((part) => part.trim()) : [];
}

function stepsOf({ steps }: FieldNeed): string {
  return [...steps].slice(0, 3).join(', ') + (steps.size > 3 ? ', …' : '');
}

/** A field that is spelt nearly so: the same but for case, underscores and one sign. */
function closest(name: string, fields: readonly JsonObject[]): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replace(/__c$|_/g, '');
  const wanted = plain(name);
  return fields.map((field) => textOf(field['name'])).find((each) => isNear(plain(each), wanted));
}

function isNear(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start++;
  let end = 0;
  const most = Math.min(left.length, right.length) - start;
  while (end < most && left.at(-1 - end) === right.at(-1 - end)) end++;
  return Math.max(left.length, right.length) - start - end <= (left.length === right.length ? 2 : 1);
}
