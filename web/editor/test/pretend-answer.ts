import { isObject, type JsonObject, type JsonValue } from '../../../src/base/json.ts';
import type { Schema } from '../../../src/base/schema.ts';
import { own } from '../../../src/flow/flow.ts';
import type { CallRequest } from '../../../src/flow/run.ts';
import type { Catalog } from '../../../src/flow/validate/catalog.ts';

type Form = Schema & {
  type?: string;
  const?: JsonValue;
  enum?: readonly JsonValue[];
  default?: JsonValue;
  examples?: readonly JsonValue[];
  anyOf?: readonly Form[];
  properties?: Readonly<Record<string, Form>>;
  items?: Form;
  minimum?: number;
  format?: string;
};

/** Deepest level of a sample. */
const DEEPEST = 6;

/** A value that fits a schema: what its author gave as an example where there is one, else a plain one of its type. */
export function sampleOf(schema: Schema | undefined, name = '', depth = 0): JsonValue {
  const form = (schema ?? {}) as Form;
  const [example] = form.examples ?? [];
  const given = example ?? form.const ?? form.default ?? form.enum?.[0];
  if (given !== undefined) return given;
  if (form.anyOf?.[0]) return sampleOf(form.anyOf[0], name, depth);
  switch (form.type) {
    case 'object':
      return depth > DEEPEST
        ? {}
        : Object.fromEntries(
            Object.entries(form.properties ?? {}).map(([key, member]) => [key, sampleOf(member, key, depth + 1)]),
          );
    case 'array':
      return form.items && depth < DEEPEST ? [sampleOf(form.items, name, depth + 1)] : [];
    case 'integer':
    case 'number':
      return form.minimum ?? 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return /id$/i.test(name) ? '00Q000000000001' : name === '' ? 'sample' : `sample ${name}`;
  }
}

/**
 * What an operation is pretended to give: a sample of its output. Of several outcomes it is the first one. A flow that
 * is called is pretended to have ended well.
 */
export function pretendAnswer({ connection, operation }: CallRequest, catalog: Catalog): JsonObject {
  if (operation === 'startFlow') return { run: 'pretended', status: 'completed', output: {} };
  const named = own(catalog.connections, connection);
  const owner = named?.connector ?? named?.channel ?? connection;
  const known = own(own(catalog.operations, owner) ?? {}, operation);
  const sample = sampleOf(known?.output);
  const output = isObject(sample) ? sample : {};
  const [outcome] = known?.outcomes ?? [];
  return outcome === undefined ? output : { ...output, outcome };
}
