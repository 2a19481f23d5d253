import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { Finding, Planned } from '../../connector.ts';
import { API_NAME, type SalesforceIo } from '../config.ts';
import { openOrg, type Org } from '../request.ts';
import { findChoice } from './coerce-choice.ts';
import { isPerson } from './coerce.ts';
import { nameOf } from './coerced.ts';
import { MINUTE_MS, describeOf } from './describe-cache.ts';
import { findingOf, inspectFields, type Against } from './inspect-fields.ts';
import { nearest } from './nearest.ts';
import { fieldOf, type ObjectDescribe } from './object-describe.ts';
import { objectsOf } from './objects.ts';
import { isPlanned, unknownForm } from './planned.ts';
import { settingsOf } from './prepare.ts';
import { chosenChoices, type Verb } from './shape.ts';

const NAME = new RegExp(API_NAME);

/**
 * Looks whether the input of a write fits this very org, as far as describe tells it: validation rules, triggers and
 * layouts are not to be seen there. What only a run knows is held against its form. Throws a `Failure` where the org
 * cannot be asked.
 */
export async function inspectWrite(
  verb: Verb,
  input: { readonly [member: string]: Planned },
  io: SalesforceIo,
): Promise<Finding[]> {
  const { object, fields, options } = input;
  if (typeof object !== 'string' || !NAME.test(object)) return [];
  const org = openOrg(io);
  const settings = settingsOf(io, isObject(options) && !isPlanned(options) ? options : {});
  const describe = await seen(org, object);
  if ('code' in describe) return [describe];
  const refused = notAllowed(describe, verb);
  if (refused) return [refused];
  if (!isObject(fields) || unknownForm(fields)) return [];
  const against: Against = { describe, verb, settings };
  return [
    ...(await inspectFields(org, fields, against)),
    ...missing(fields, against),
    ...dependent(describe, fields),
    ...(await forRecordType(org, fields, against)),
  ];
}

/** The object as the connected user sees it, at most a minute old; or why there is none. */
async function seen(org: Org, object: string): Promise<ObjectDescribe | Finding> {
  try {
    const describe = await describeOf(org, object, MINUTE_MS);
    if (describe) return describe;
    throw new Failure({ code: 'unavailable', message: `Salesforce did not describe ${object}.` });
  } catch (error) {
    if (!(error instanceof Failure) || !['not_found', 'denied'].includes(error.code)) throw error;
    const names = (await objectsOf(org)).map(({ name }) => name);
    const near = nearest(object, names);
    return {
      code: 'unknown-object',
      path: ['object'],
      severity: 'error',
      message: `The connected user sees no object ${object} in this org.`,
      fix: `${near.length > 0 ? `Perhaps ${near.join(', ')} is meant. ` : ''}Else give the user Read and Create on it (Setup > Permission Sets > Object Settings).`,
    };
  }
}

function notAllowed({ object, createable, updateable }: ObjectDescribe, verb: Verb): Finding | undefined {
  const lacks = [
    ...(verb !== 'update' && !createable ? ['Create'] : []),
    ...(verb !== 'create' && !updateable ? ['Edit'] : []),
  ];
  if (lacks.length === 0) return undefined;
  return {
    code: 'operation-not-allowed',
    path: ['object'],
    severity: 'error',
    message: `The connected user may not ${verb} records of ${object}.`,
    fix: `Give the user ${lacks.join(' and ')} on ${object} (Setup > Permission Sets > Object Settings > ${object}).`,
  };
}

/** An upsert may always find its record: there a missing field only may be missing. */
function missing(fields: JsonObject, { describe, verb, settings }: Against): Finding[] {
  if (verb === 'update') return [];
  const given = new Set(
    Object.entries({ ...settings.whenEmpty, ...fields })
      .filter(([, value]) => value !== null && (typeof value !== 'string' || value.trim() !== ''))
      .map(([name]) => name.toLowerCase()),
  );
  if (given.has('name') && isPerson(describe, fields)) given.add('lastname');
  // An account that gets a last name is a person, whose name is made of it.
  if (given.has('lastname') && fieldOf(describe, 'LastName')?.createable) given.add('name');
  return describe.fields
    .filter(
      ({ required, name, relationship }) =>
        required && !given.has(name.toLowerCase()) && !given.has(relationship?.toLowerCase() ?? ''),
    )
    .map((field) =>
      findingOf(
        field.name,
        {
          code: 'missing-required',
          message: `${describe.object} cannot be created without ${nameOf(field)}.`,
          fix: 'Give it a value; for the case that there is none, say what stands in for it (options, whenEmpty).',
        },
        verb === 'create' ? 'error' : 'warning',
      ),
    );
}

/** Values that can be chosen only with others of the controlling field. */
function dependent(describe: ObjectDescribe, fields: JsonObject): Finding[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const field = fieldOf(describe, name);
    const controller = field?.controller === undefined ? undefined : fieldOf(describe, field.controller);
    const decides = controller && entryOf(fields, controller.name);
    if (!field || !controller || !isKnown(value) || !isKnown(decides)) return [];
    const choice = findChoice(field.picklist ?? [], String(value));
    const chosen = findChoice(controller.picklist ?? [], String(decides))?.value ?? String(decides);
    if (!choice?.with || choice.with.includes(chosen)) return [];
    const goes = (field.picklist ?? []).filter((each) => each.with?.includes(chosen));
    return [
      findingOf(name, {
        code: 'dependent-picklist',
        message: `${nameOf(field)} cannot be "${choice.label ?? choice.value}" while ${nameOf(controller)} is "${String(decides)}".`,
        fix:
          goes.length > 0
            ? `With it go: ${goes
                .slice(0, 10)
                .map(({ label, value: each }) => label ?? each)
                .join(', ')}.`
            : 'No value goes with it: leave the field out.',
      }),
    ];
  });
}

function isKnown(value: JsonValue | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function entryOf(fields: JsonObject, name: string): JsonValue | undefined {
  return Object.entries(fields).find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
}

/** Values that the object has, but the chosen record type does not. */
async function forRecordType(org: Org, fields: JsonObject, { describe }: Against): Promise<Finding[]> {
  if (isPlanned(entryOf(fields, 'RecordTypeId'))) return [];
  const choices = await chosenChoices(org, describe, { fields });
  if (!choices) return [];
  return Object.entries(fields).flatMap(([name, value]) => {
    const field = fieldOf(describe, name);
    const left = field && choices.get(field.name);
    if (!field || !left || typeof value !== 'string' || value.trim() === '') return [];
    const all = findChoice(field.picklist ?? [], value);
    if (!all || left.some((each) => each.value === all.value)) return [];
    const names = left.slice(0, 10).map((each) => each.label ?? each.value);
    return [
      findingOf(
        name,
        {
          code: 'not-in-record-type',
          message: `${nameOf(field)} has the value "${all.label ?? all.value}", but not for this record type.`,
          fix: `Choose one of ${names.join(', ')}, or let the administrator add the value to the record type.`,
        },
        field.restricted ? 'error' : 'warning',
      ),
    ];
  });
}
