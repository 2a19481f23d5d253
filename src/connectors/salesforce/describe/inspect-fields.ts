import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { Finding } from '../../connector.ts';
import { keyFieldOf } from '../config.ts';
import type { Org } from '../request.ts';
import { tryCoerce, isPerson, type CoerceSettings } from './coerce.ts';
import { nameOf, type Problem } from './coerced.ts';
import { inspectForm } from './inspect-form.ts';
import { inspectReference } from './inspect-reference.ts';
import { nearest } from './nearest.ts';
import { fieldOf, type FieldDescribe, type ObjectDescribe } from './object-describe.ts';
import { isPlanned, unknownForm } from './planned.ts';
import { isWritable, type Verb } from './shape.ts';
import { isStandardField } from './standard-fields.ts';

/** What the fields of one write are held against. */
export type Against = { describe: ObjectDescribe; verb: Verb; settings: CoerceSettings };

/** Makes a finding about a field from a problem. */
export function findingOf(name: string, problem: Problem, severity: Finding['severity'] = 'error'): Finding {
  return { code: problem.code, path: ['fields', name], severity, message: problem.message, fix: problem.fix };
}

/** Looks at each field of a write by itself. */
export async function inspectFields(org: Org, fields: JsonObject, against: Against): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || (name.toLowerCase() === 'name' && isPerson(against.describe, fields))) continue;
    found.push(...(await inspectField(org, { name, value }, against)));
  }
  return found;
}

async function inspectField(
  org: Org,
  { name, value }: { name: string; value: JsonValue },
  { describe, verb, settings }: Against,
): Promise<Finding[]> {
  const field = fieldOf(describe, name);
  if (!field) return isParent(describe, name, value) ? [] : [unknownField(describe, name)];
  const own = field.name === keyFieldOf(org.io.config, describe.object) && verb === 'create';
  if (own || field.type === 'id' || !isWritable(field, verb)) return [readOnly(describe, field, { name, own })];
  const form = unknownForm(value);
  if (form) return inspectForm(field, form, settings).map((problem) => findingOf(name, problem, problem.severity));
  if (isPlanned(value) || value === null) return [];
  if (field.referenceTo) {
    const problems = await inspectReference(org, { describe, field, value });
    return problems.map((problem) => findingOf(name, problem, problem.severity));
  }
  return tryCoerce(describe, { [name]: value }, { ...settings, whenEmpty: {} }).problems.map((problem) =>
    findingOf(name, problem),
  );
}

/** A parent named by its External ID under the name of the relationship. */
function isParent(describe: ObjectDescribe, name: string, value: JsonValue): boolean {
  const small = name.toLowerCase();
  return isObject(value) && describe.fields.some(({ relationship }) => relationship?.toLowerCase() === small);
}

/** Describe leaves hidden fields out: whether one is hidden or misspelt can only be told by how likely it is. */
function unknownField(describe: ObjectDescribe, name: string): Finding {
  const { object } = describe;
  const near = nearest(
    name,
    describe.fields.map((field) => field.name),
  );
  const perhaps = near.length > 0 ? `Perhaps ${near.join(', ')} is meant. ` : '';
  const access = `Else: Setup > Object Manager > ${describe.label} > Fields & Relationships > ${name} > Set Field-Level Security, for the connected user.`;
  if (isStandardField(object, name))
    return {
      code: 'field-hidden',
      path: ['fields', name],
      severity: 'error',
      message: `${object}.${name} is a standard field that the connected user does not see: most likely its field-level security hides it, or the org has not switched on the feature that it belongs to.`,
      fix: `Setup > Object Manager > ${describe.label} > Fields & Relationships > ${name} > Set Field-Level Security: Visible for the connected user.`,
    };
  return {
    code: 'unknown-field',
    path: ['fields', name],
    severity: 'error',
    message: `${object} has no field ${name} that the connected user sees: ${near.length > 0 || !name.endsWith('__c') ? 'most likely it is misspelt' : 'either field-level security hides it, or this org does not have it'}.`,
    fix: `${perhaps}${access}`,
  };
}

function readOnly(
  describe: ObjectDescribe,
  field: FieldDescribe,
  { name, own }: { name: string; own: boolean },
): Finding {
  const path = ['fields', name];
  if (own || field.type === 'id') {
    const message = `${nameOf(field)} is set by the operation itself.`;
    return { code: 'read-only', path, severity: 'error', message, fix: 'Remove it from the fields.' };
  }
  const usual = field.createable || field.updateable;
  return {
    code: 'read-only',
    path,
    severity: 'error',
    message: usual
      ? `${nameOf(field)} can be written only ${field.createable ? 'when the record is created' : 'onto a record that exists'}.`
      : `${nameOf(field)} cannot be written by the connected user: the org computes it, or field-level security makes it Read-Only.`,
    fix: `Remove it from the fields; or Setup > Object Manager > ${describe.label} > Fields & Relationships > ${field.name} > Set Field-Level Security.`,
  };
}
