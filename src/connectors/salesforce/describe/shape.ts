import { isObject, type JsonObject } from '../../../base/json.ts';
import type { Schema } from '../../../base/schema.ts';
import { API_NAME, keyFieldOf, type SalesforceIo } from '../config.ts';
import { openOrg, type Org } from '../request.ts';
import { MINUTE_MS, describeOf } from './describe-cache.ts';
import { fieldForm } from './field-form.ts';
import type { FieldDescribe, ObjectDescribe } from './object-describe.ts';
import { choicesOf, recordTypeIn, type RecordTypeChoices } from './record-type.ts';

/** What an operation does to a record. */
export type Verb = 'create' | 'update' | 'upsert';

const NAME = new RegExp(API_NAME);

/**
 * The form of a write's input for this very org: the fields of the chosen object that the connected user may write, with
 * their labels, lengths and values, those of the chosen record type where one is chosen. Without an object it is the
 * general form. The vocabulary beside JSON Schema is in keywords.ts.
 */
export async function shapeOfWrite(
  verb: Verb,
  general: Schema,
  { partial, io }: { partial: JsonObject; io: SalesforceIo },
): Promise<Schema> {
  const { object } = partial;
  if (typeof object !== 'string' || !NAME.test(object)) return general;
  const org = openOrg(io);
  const describe = await describeOf(org, object, MINUTE_MS);
  if (!describe) return general;
  const choices = await chosenChoices(org, describe, partial);
  const properties = (general as { properties?: JsonObject }).properties ?? {};
  return {
    ...general,
    properties: { ...properties, fields: fieldsForm(describe, { verb, io, choices }) },
  };
}

/** The choices that the record type of an input leaves; undefined where none is chosen. */
export async function chosenChoices(
  org: Org,
  describe: ObjectDescribe,
  input: { readonly [member: string]: unknown },
): Promise<RecordTypeChoices | undefined> {
  const { fields } = input;
  const given = isObject(fields) ? fields['RecordTypeId'] : undefined;
  const type = given === undefined ? undefined : recordTypeIn(describe, given);
  return type && !type.master ? choicesOf(org, describe.object, type) : undefined;
}

/** True where a field can be written by an operation; ours for the key is set by the operation itself. */
export function isWritable(field: FieldDescribe, verb: Verb): boolean {
  if (verb === 'create') return field.createable === true;
  return verb === 'update' ? field.updateable === true : field.createable === true || field.updateable === true;
}

type Chosen = { verb: Verb; io: SalesforceIo; choices: RecordTypeChoices | undefined };

function fieldsForm(describe: ObjectDescribe, { verb, io, choices }: Chosen): object {
  const key = keyFieldOf(io.config, describe.object).toLowerCase();
  const fields = describe.fields.filter((field) => isWritable(field, verb) && field.name.toLowerCase() !== key);
  const required = fields.filter(({ required: must }) => must === true).map(({ name }) => name);
  const parents = fields.flatMap(({ relationship, referenceTo }) =>
    relationship !== undefined && referenceTo?.length === 1 ? [[relationship, parentForm(relationship)] as const] : [],
  );
  return {
    type: 'object',
    title: describe.label,
    description: `Fields of ${describe.object} that the connected user may write.`,
    properties: {
      ...Object.fromEntries(fields.map((field) => [field.name, fieldForm(field, choices?.get(field.name))])),
      ...Object.fromEntries(parents),
    },
    ...(verb === 'create' && required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

function parentForm(relationship: string): object {
  return {
    type: 'object',
    title: relationship,
    description: 'The parent by an External ID of its own: {"Code__c": "77"}.',
    additionalProperties: { type: ['string', 'number'] },
    minProperties: 1,
    maxProperties: 1,
  };
}
