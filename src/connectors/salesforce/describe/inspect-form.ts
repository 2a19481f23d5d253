import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { coerceValue } from './coerce-value.ts';
import { nameOf, type Problem, type Reading } from './coerced.ts';
import type { FieldDescribe } from './object-describe.ts';

/** Kinds of values, as JSON Schema names them, that a field can make something of. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  boolean: ['boolean', 'string', 'integer', 'number'],
  int: ['integer', 'number', 'string'],
  long: ['integer', 'number', 'string'],
  double: ['integer', 'number', 'string'],
  currency: ['integer', 'number', 'string'],
  percent: ['integer', 'number', 'string'],
  date: ['string', 'integer', 'number'],
  datetime: ['string', 'integer', 'number'],
  time: ['string'],
  picklist: ['string', 'integer', 'number', 'boolean'],
  combobox: ['string', 'integer', 'number', 'boolean'],
  multipicklist: ['string', 'integer', 'number', 'boolean', 'array'],
  reference: ['string', 'object'],
};
const TEXT = ['string', 'integer', 'number', 'boolean', 'array'];

/** A problem that a value will have or may have. */
export type FormProblem = Problem & { severity: 'error' | 'warning' };

/** What is known before a run of a value whose form alone is known: kinds that do not fit, values, lengths. */
export function inspectForm(field: FieldDescribe, form: JsonObject, reading: Reading): FormProblem[] {
  const branches = [form['anyOf'], form['oneOf']].find(Array.isArray) as readonly JsonValue[] | undefined;
  if (branches) {
    const each = branches.filter(isObject).map((branch) => inspectForm(field, branch, reading));
    // It may take the branch that fits: only what is wrong with every one of them is wrong.
    return each.every((found) => found.length > 0) ? (each[0] ?? []).slice(0, 1) : [];
  }
  return [...wrongKind(field, form), ...wrongValues(field, form, reading), ...tooLong(field, form, reading)];
}

function wrongKind(field: FieldDescribe, form: JsonObject): FormProblem[] {
  const types = [form['type']].flat().filter((type) => typeof type === 'string');
  const takes = TAKES[field.type] ?? TEXT;
  const real = types.filter((type) => type !== 'null');
  if (real.length === 0 || real.some((type) => takes.includes(type))) return [];
  return [
    {
      code: 'wrong-type',
      severity: 'error',
      message: `${nameOf(field)} is a ${field.type} field, and what this gives is ${real.join(' or ')}.`,
      fix: `Give one of: ${takes.join(', ')}.`,
    },
  ];
}

function wrongValues(field: FieldDescribe, form: JsonObject, reading: Reading): FormProblem[] {
  const values = 'const' in form ? [form['const']] : Array.isArray(form['enum']) ? form['enum'] : [];
  const known = values.filter(
    (value: JsonValue | undefined): value is JsonValue => value !== undefined && value !== null && value !== '',
  );
  const problems = known.flatMap((value) => {
    const result = coerceValue(field, value, reading);
    return 'problem' in result ? [result.problem] : [];
  });
  const [first] = problems;
  return first ? [{ ...first, severity: problems.length === known.length ? 'error' : 'warning' }] : [];
}

function tooLong(field: FieldDescribe, form: JsonObject, { onTooLong }: Reading): FormProblem[] {
  const most = form['maxLength'];
  if (typeof most !== 'number' || field.length === undefined || most <= field.length || onTooLong === 'cut') return [];
  return [
    {
      code: 'too-long',
      severity: 'warning',
      message: `${nameOf(field)} takes at most ${field.length} characters, and this may have up to ${most}.`,
      fix: 'Shorten it (filter truncate), or let the step cut what is too long (options, onTooLong: cut).',
    },
  ];
}
