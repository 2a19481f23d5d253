import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { keyFieldOf, type SalesforceConfig } from '../config.ts';
import { guarantee } from '../operations/guarantee.ts';
import { same, type Finding } from './finding.ts';
import { fieldFindings } from './fields.ts';
import { ask, failureFinding, type Look } from './look.ts';
import { needsOf, USUAL_OBJECTS, type ObjectNeed } from './needs.ts';
import { fieldSecurityPage, newFieldPage, objectAccessPage, recordTypesPage } from './setup-pages.ts';

/** A key is 46 characters long. */
const KEY_LENGTH = 46;

/** May the user do with each object and field what the published flows do, and is its key field right? */
export async function lookAtObjects(look: Look): Promise<Finding[]> {
  const { config } = look.io;
  const needs = needsOf(look.uses, config);
  const known = new Set(needs.map(({ object }) => object));
  const named = [...(needs.length === 0 ? USUAL_OBJECTS : []), ...Object.keys(config.externalIdFields ?? {})];
  const others = [...new Set(named)].filter((object) => !known.has(object));
  const all = [...needs, ...others.map(onlyCreated)];
  return (await Promise.all(all.map((need) => lookAtObject(look, need)))).flat();
}

/** An object that no flow uses yet: what would be needed to create it. */
function onlyCreated(object: string): ObjectNeed {
  return { object, create: true, edit: false, remove: false, assigns: false, fields: new Map() };
}

async function lookAtObject(look: Look, need: ObjectNeed): Promise<Finding[]> {
  const { object } = need;
  const path = `/sobjects/${encodeURIComponent(object)}/describe`;
  const answer = await ask(look, path, `describe ${object}`);
  const call = `GET /sobjects/${object}/describe`;
  if (answer.failure) {
    if (answer.failure.code !== 'not_found') return [{ ...failureFinding('objects', object, answer.failure), call }];
    return [{ ...hiddenObject(object), call }];
  }
  const describe = isObject(answer.body) ? answer.body : {};
  const fields = listOf(describe['fields']);
  const { config } = look.io;
  const found = [
    objectFinding(describe, need),
    ...(need.create ? [keyFinding(config, object, fields)] : []),
    ...fieldFindings(need, { fields, keyField: keyFieldOf(config, object) }),
    ...recordTypeFindings(need, listOf(describe['recordTypeInfos'])),
  ];
  return found.map((finding) => ({ ...finding, call }));
}

function listOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function hiddenObject(object: string): Finding {
  return {
    topic: 'objects',
    name: same(object),
    ok: false,
    message: {
      en: `${object} does not exist, or the user may not see it.`,
      it: `${object} non esiste, o l’utente non può vederlo.`,
    },
    fix: {
      en: 'Check the API name, and give the user Read on the object.',
      it: 'Controllate il nome API, e date all’utente la lettura dell’oggetto.',
    },
    place: objectAccessPage(object),
  };
}

const RIGHTS = [
  ['create', 'createable', { en: 'Create', it: 'Crea' }],
  ['edit', 'updateable', { en: 'Edit', it: 'Modifica' }],
  ['remove', 'deletable', { en: 'Delete', it: 'Elimina' }],
] as const;

function objectFinding(describe: JsonObject, need: ObjectNeed): Finding {
  const { object } = need;
  const lacking = RIGHTS.filter(([act, flag]) => need[act] && describe[flag] === false).map(([, , words]) => words);
  const finding = { topic: 'objects', name: same(object) } as const;
  if (lacking.length === 0) {
    const message = { en: 'The user may do what the flows do.', it: 'L’utente può fare ciò che fanno i flussi.' };
    return { ...finding, ok: true, message };
  }
  const [en, it] = [lacking.map((words) => words.en).join(', '), lacking.map((words) => words.it).join(', ')];
  return {
    ...finding,
    ok: false,
    message: {
      en: `The user lacks on ${object}: ${en}.`,
      it: `All’utente manca su ${object}: ${it}.`,
    },
    fix: {
      en: 'Give it by the permission set that `rondine connections metadata` writes, or by hand.',
      it: 'Datelo con l’insieme di autorizzazioni scritto da `rondine connections metadata`, o a mano.',
    },
    place: objectAccessPage(object),
  };
}

/** The External ID field is what makes creation exactly once. */
function keyFinding(config: SalesforceConfig, object: string, fields: readonly JsonObject[]): Finding {
  const keyField = keyFieldOf(config, object);
  const words = guarantee(config, object);
  const finding = {
    topic: 'objects',
    name: { en: `${object}: exactly once`, it: `${object}: esattamente una volta` },
    about: 'exactly-once',
  } as const;
  if (!keyField) return { ...finding, ok: true, known: 'inferred', message: same(words) };
  const trouble = keyTrouble(fields.find(({ name }) => name === keyField));
  if (!trouble) return { ...finding, ok: true, message: same(words) };
  const without = guarantee({ ...config, externalIdFields: { [object]: '' } }, object);
  return {
    ...finding,
    ok: false,
    message: { en: `${object}.${keyField} ${trouble.en}`, it: `${object}.${keyField} ${trouble.it}` },
    fix: {
      en: `Text (64), Unique (case sensitive), External ID, API name ${keyField}, visible and editable for the user. Or leave the field of ${object} empty: ${without}`,
      it: `Testo (64), Univoco (maiuscole e minuscole distinte), ID esterno, nome API ${keyField}, visibile e modificabile per l’utente. Oppure lasciate vuoto il campo di ${object} nella connessione, con una garanzia minore.`,
    },
    place: trouble.hidden ? newFieldPage(object) : fieldSecurityPage(object, keyField),
  };
}

type KeyTrouble = { en: string; it: string; hidden?: true };

function keyTrouble(field: JsonObject | undefined): KeyTrouble | undefined {
  if (!field)
    return {
      en: 'does not exist, or the connected user may not see it.',
      it: 'non esiste, o l’utente non può vederlo.',
      hidden: true,
    };
  if (field['externalId'] !== true) return { en: 'is not marked as External ID.', it: 'non è un ID esterno.' };
  if (field['unique'] !== true)
    return {
      en: 'is not Unique: two records could get the same key.',
      it: 'non è univoco: due record potrebbero avere la stessa chiave.',
    };
  if (field['caseSensitive'] === false)
    return {
      en: 'takes "abc" and "ABC" for the same: make it case sensitive.',
      it: 'prende "abc" e "ABC" per uguali: distinguete le maiuscole.',
    };
  if (field['createable'] === false)
    return { en: 'is read-only for the connected user.', it: 'è in sola lettura per l’utente.' };
  if (typeof field['length'] === 'number' && field['length'] < KEY_LENGTH)
    return {
      en: `is shorter than the ${KEY_LENGTH} characters of a key.`,
      it: `è più corto dei ${KEY_LENGTH} caratteri di una chiave.`,
    };
  return undefined;
}

/** Record types that flows name must be there, and allowed to the user. */
function recordTypeFindings(need: ObjectNeed, types: readonly JsonObject[]): Finding[] {
  return (need.fields.get('RecordTypeId')?.values ?? []).flatMap((value): Finding[] => {
    const wanted = isObject(value) ? (value['recordType'] ?? value['developerName'] ?? value['DeveloperName']) : value;
    if (typeof wanted !== 'string') return [];
    const type = types.find((each) => each['developerName'] === wanted || sameId(each['recordTypeId'], wanted));
    if (type && type['available'] !== false) return [];
    const state = type
      ? { en: 'is not assigned to the user', it: 'non è assegnato all’utente' }
      : { en: 'does not exist', it: 'non esiste' };
    return [
      {
        topic: 'objects',
        name: { en: `${need.object}: record type`, it: `${need.object}: tipo di record` },
        ok: false,
        message: { en: `The record type "${wanted}" ${state.en}.`, it: `Il tipo di record "${wanted}" ${state.it}.` },
        fix: {
          en: 'Assign it in the user’s profile or permission set, or correct the flow.',
          it: 'Assegnatelo nel profilo o nell’insieme di autorizzazioni dell’utente, o correggete il flusso.',
        },
        place: recordTypesPage(need.object),
      },
    ];
  });
}

/** Ids of 15 and of 18 characters name the same record. */
function sameId(left: JsonValue | undefined, right: string): boolean {
  return typeof left === 'string' && left.slice(0, 15) === right.slice(0, 15);
}
