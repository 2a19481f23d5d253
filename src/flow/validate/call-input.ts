import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Schema } from '../../base/schema.ts';
import { diagnose } from '../diagnose.ts';
import { isExpression } from '../expression/template.ts';
import { own } from '../flow.ts';
import { callsOf, operationsOf } from './calls.ts';
import { didYouMean } from './closest.ts';
import { explainSchema } from './explain-schema.ts';
import { isRendered, type Rule } from './subject.ts';

/** What is written for an operation fits its form; what templates will give is checked only where its type is certain. */
export const callInput: Rule = (subject) =>
  callsOf(subject).flatMap(({ step, connection, operation }) => {
    const input = own(operationsOf(subject.catalog, connection) ?? {}, operation)?.input;
    if (!input) return [];
    return inputFaults(input, { value: step.step.params['input'] ?? {}, path: [...step.path, 'input'] });
  });

type Form = Schema & {
  type?: string | readonly string[];
  properties?: Record<string, Form>;
  required?: readonly string[];
  additionalProperties?: boolean | Form;
  items?: Form;
  anyOf?: readonly Form[];
};
type Place = { value: JsonValue; path: Diagnostic['path'] };

/** What is wrong with a value that holds templates, as far as it is certain before they are rendered. */
export function inputFaults(schema: Form, { value, path }: Place): Diagnostic[] {
  if (!isRendered(value)) return explainSchema(schema, value, { code: 'bad_input', path });
  if (schema.anyOf) return [];
  if (typeof value === 'string')
    return isExpression(value) || mayBe(schema, 'string') ? [] : wrongType(schema, path, 'text');
  if (Array.isArray(value)) {
    if (!mayBe(schema, 'array')) return wrongType(schema, path, 'a list');
    return schema.items
      ? value.flatMap((item: JsonValue, at) => inputFaults(schema.items as Form, { value: item, path: [...path, at] }))
      : [];
  }
  if (!mayBe(schema, 'object')) return wrongType(schema, path, 'an object');
  return checkObject(schema, isObject(value) ? value : {}, path);
}

function checkObject(schema: Form, value: JsonObject, path: Diagnostic['path']): Diagnostic[] {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  const missing = required.filter((name) => !Object.hasOwn(value, name));
  const found = missing.map((name) =>
    diagnose('bad_input', path, { message: `This lacks: ${name}.`, fix: 'Fill it in.' }),
  );
  for (const [name, member] of Object.entries(value)) {
    const form = own(properties, name) ?? additionalProperties;
    if (form === true || member === undefined) continue;
    if (form !== false) found.push(...inputFaults(form, { value: member, path: [...path, name] }));
    else
      found.push(
        diagnose('bad_input', [...path, name], {
          message: `Nothing here is called "${name}".${didYouMean(name, Object.keys(properties))}`,
          fix: 'Remove it, or correct its spelling.',
        }),
      );
  }
  return found;
}

function mayBe({ type }: Form, wanted: string): boolean {
  return type === undefined || type === wanted || (Array.isArray(type) && type.includes(wanted));
}

function wrongType({ type }: Form, path: Diagnostic['path'], is: string): Diagnostic[] {
  return [
    diagnose('bad_input', path, {
      message: `This is ${is}, but the operation needs ${String(type)}.`,
      fix: 'Write the value, or exactly one expression such as {{ vars.count }}.',
    }),
  ];
}
