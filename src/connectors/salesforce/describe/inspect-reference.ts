import { Failure } from '../../../base/failure.ts';
import type { JsonValue } from '../../../base/json.ts';
import type { Org } from '../request.ts';
import { nameOf } from './coerced.ts';
import type { FormProblem } from './inspect-form.ts';
import type { FieldDescribe, ObjectDescribe } from './object-describe.ts';
import { recordTypeIn } from './record-type.ts';
import { readReference } from './reference.ts';
import { resolveReference } from './references.ts';

/** Objects by the first letters of their records' ids. */
const PREFIXES: Readonly<Record<string, string>> = {
  '001': 'Account',
  '003': 'Contact',
  '005': 'User',
  '006': 'Opportunity',
  '00G': 'Group',
  '00Q': 'Lead',
  '012': 'RecordType',
  '500': 'Case',
  '701': 'Campaign',
};

const ID = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;

type Named = { describe: ObjectDescribe; field: FieldDescribe; value: JsonValue };

/** Looks whether a record that a flow names is there, and of an object that the field takes. */
export async function inspectReference(org: Org, named: Named): Promise<FormProblem[]> {
  const { describe, field, value } = named;
  if (typeof value === 'string') return inspectId(field, value.trim());
  const lookup = readReference(value, describe.object);
  const targets = field.referenceTo ?? [];
  if (!lookup) {
    const fix = 'Name the record, for example {"queue": "New_leads"} or {"user": "giulia@acme.it"}.';
    return [
      {
        code: 'wrong-type',
        severity: 'error',
        message: `${nameOf(field)} names a record, and this is no reference.`,
        fix,
      },
    ];
  }
  if (!targets.includes(lookup.object)) return [wrongObject(field, lookup.object)];
  if (lookup.object === 'RecordType') return inspectRecordType(named);
  try {
    await resolveReference(org, describe.object, value);
    return [];
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'invalid') throw error;
    const message = `${nameOf(field)}: ${error.message}`;
    return [{ code: 'reference-not-found', severity: 'error', message, fix: 'Name a record that this org has.' }];
  }
}

function inspectId(field: FieldDescribe, id: string): FormProblem[] {
  if (!ID.test(id))
    return [
      {
        code: 'wrong-type',
        severity: 'error',
        message: `${nameOf(field)} names a record, and "${id.slice(0, 40).toWellFormed()}" is no id.`,
        fix: 'Name the record, for example {"queue": "New_leads"} or {"user": "giulia@acme.it"}.',
      },
    ];
  const object = PREFIXES[id.slice(0, 3)];
  if (object !== undefined && field.referenceTo && !field.referenceTo.includes(object))
    return [wrongObject(field, object)];
  return [
    {
      code: 'literal-id',
      severity: 'warning',
      message: `${nameOf(field)} holds the id ${id}, which only this org knows: in another one, a sandbox for instance, the flow fails.`,
      fix: 'Name the record by what it is called: {"user": …}, {"queue": …}, {"recordType": …}, {"campaign": …}.',
    },
  ];
}

function wrongObject(field: FieldDescribe, object: string): FormProblem {
  const targets = (field.referenceTo ?? []).join(' or ');
  return {
    code: 'wrong-reference-object',
    severity: 'error',
    message: `${nameOf(field)} takes a ${targets}, and this names a ${object}.`,
    fix: `Name a ${targets}.`,
  };
}

function inspectRecordType({ describe, field, value }: Named): FormProblem[] {
  const type = recordTypeIn(describe, value);
  if (type?.available) return [];
  const others = describe.recordTypes.filter(({ available, master }) => available && !master);
  const names = others.map(({ developerName }) => developerName).join(', ');
  return [
    {
      code: 'record-type-not-available',
      severity: 'error',
      message: type
        ? `${nameOf(field)}: the connected user may not give records the record type ${type.developerName}.`
        : `${nameOf(field)}: ${describe.object} has no record type of this name, or it is not active.`,
      fix: `${names ? `The user may choose: ${names}. ` : ''}Else assign the record type to the user's profile or permission set (Setup > Permission Sets > Object Settings > ${describe.label}).`,
    },
  ];
}
