import { Type } from 'typebox';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { API_NAME } from '../config.ts';

/** A reference as it can be looked up: in which object, by which field and value, and among which rows. */
export type Lookup = { object: string; field: string; value: string; among: Readonly<Record<string, string>> };

const text = (title: string) => Type.String({ title, minLength: 1 });
const exactly = { additionalProperties: false } as const;

/**
 * A record named so that the same flow finds it in every org: by developer name, username, name or External ID, never by
 * its id. It is looked up in the org of the connection when the step runs.
 */
export const referenceSchema = Type.Union(
  [
    Type.Object({ user: text('Username') }, exactly),
    Type.Object({ queue: text('Developer name of the queue') }, exactly),
    Type.Object({ recordType: text('Developer name of the record type') }, exactly),
    Type.Object({ campaign: text('Name of the campaign') }, exactly),
    Type.Object(
      { campaign: Type.Record(Type.String({ pattern: API_NAME }), Type.String(), { maxProperties: 1 }) },
      exactly,
    ),
    Type.Object(
      { reference: Type.String({ title: 'Object', pattern: API_NAME }) },
      { additionalProperties: Type.String(), minProperties: 2, maxProperties: 2 },
    ),
  ],
  {
    title: 'Reference',
    description:
      '{"user": "giulia@acme.it"}, {"queue": "New_leads"}, {"recordType": "Private"}, {"campaign": "Spring"}, {"campaign": {"Code__c": "S26"}}, or {"reference": "Account", "Code__c": "77"} for any object and field.',
  },
);

const WORDS: Readonly<Record<string, string>> = { developerName: 'DeveloperName', name: 'Name', username: 'Username' };
const SHORT = ['user', 'queue', 'recordType', 'campaign'] as const;

/**
 * Reads a value of a field as a reference; undefined for every other value, a parent by External ID among them
 * (`"Account": {"Code__c": "77"}`), which the org itself resolves. `object` is the one whose field it is.
 */
export function readReference(value: JsonValue | undefined, object: string): Lookup | undefined {
  if (!isObject(value)) return undefined;
  const members = Object.entries(value).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
  if ('reference' in value) return general(value, members, object);
  const [only, ...others] = members;
  const kind = SHORT.find((each) => each === only?.[0]);
  if (!only || !kind || others.length > 0) return undefined;
  return short(kind, only[1], object);
}

function short(kind: (typeof SHORT)[number], named: JsonValue, object: string): Lookup | undefined {
  if (isObject(named)) {
    const [field, ...others] = Object.entries(named);
    if (kind !== 'campaign' || !field || others.length > 0) return undefined;
    return lookup('Campaign', field[0], { value: field[1], object });
  }
  if (kind === 'user') return lookup('User', 'Username', { value: named, object });
  if (kind === 'queue') return lookup('Queue', 'DeveloperName', { value: named, object });
  if (kind === 'recordType') return lookup('RecordType', 'DeveloperName', { value: named, object });
  return lookup('Campaign', 'Name', { value: named, object });
}

function general(value: JsonObject, members: readonly [string, JsonValue][], object: string): Lookup | undefined {
  const target = value['reference'];
  const by = members.filter(([name]) => name !== 'reference');
  const [only] = by;
  if (typeof target !== 'string' || !only || by.length > 1) return undefined;
  return lookup(target, WORDS[only[0]] ?? only[0], { value: only[1], object });
}

const NAME = new RegExp(API_NAME);

function lookup(
  target: string,
  field: string,
  { value, object }: { value: JsonValue | undefined; object: string },
): Lookup | undefined {
  if (typeof value !== 'string' || value.trim() === '' || !NAME.test(target) || !NAME.test(field)) return undefined;
  const named = { field, value: value.trim() };
  // A queue is a row of Group; record types of several objects may have one name.
  if (target === 'Queue') return { object: 'Group', ...named, among: { Type: 'Queue' } };
  if (target === 'RecordType') return { object: target, ...named, among: { SobjectType: object } };
  return { object: target, ...named, among: {} };
}
