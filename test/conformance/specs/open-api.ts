import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { parse } from 'yaml';
import { isObject, type JsonObject, type JsonValue } from '../../../src/base/json.ts';
import { bodyOf, faultsIn, type Spec, SPECS } from './spec.ts';

/**
 * Reads an OpenAPI document (JSON or YAML): a request is held to the schema of the operation that its address names,
 * and a member that no schema knows is wrong. `from` is the path below which the document's paths begin;
 * a `form` has one value where a list of one is meant.
 */
export function openApi(file: string, from: string = '', { form = false } = {}): Spec {
  const document = parse(readFileSync(path.join(SPECS, file), 'utf8')) as JsonObject;
  const schemas = objectAt(document, 'components', 'schemas');
  const paths = objectAt(document, 'paths');
  closeSchemas(schemas);
  closeBodies(paths);
  branchByType(schemas);
  const ajv = new Ajv2019({
    strict: false,
    allErrors: true,
    validateFormats: false,
    coerceTypes: form ? 'array' : true,
  });
  ajv.addSchema(document, 'spec');
  return (request) => {
    const { pathname } = new URL(request.url);
    const below = pathname.startsWith(from) ? pathname.slice(from.length) : pathname;
    const template = Object.keys(paths).find((each) => patternOf(each).test(below));
    const operation: Members = template === undefined ? {} : objectAt(paths, template, request.method.toLowerCase());
    const content = objectAt(operation, 'requestBody', 'content');
    const [type] = Object.keys(content);
    if (template === undefined || type === undefined) return [`no operation ${request.method} ${below}`];
    const parts = ['paths', template, request.method.toLowerCase(), 'requestBody', 'content', type, 'schema'];
    return faultsIn(ajv, `spec#/${parts.map(escape).join('/')}`, bodyOf(request));
  };
}

/** Of a document that was read here, and may be changed. */
type Members = Record<string, JsonValue>;

function objectAt(from: JsonValue | undefined, ...names: readonly string[]): Members {
  let at = from;
  for (const name of names) at = isObject(at) ? at[name] : undefined;
  return isObject(at) ? (at as Members) : {};
}

function patternOf(template: string): RegExp {
  const literal = template.split(/\{[^}]+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('[^/]+')}$`);
}

function escape(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** The types that others build upon: these may not close themselves, since the others add members. */
function basesIn(schemas: JsonObject): Set<string> {
  const bases = new Set<string>();
  JSON.stringify(schemas, (name, value: unknown) => {
    if (name === 'allOf' && Array.isArray(value)) {
      for (const each of value as JsonValue[]) {
        if (isObject(each) && typeof each['$ref'] === 'string') bases.add(each['$ref'].split('/').at(-1) ?? '');
      }
    }
    return value;
  });
  return bases;
}

/** A misspelled member is a mistake here, though OpenAPI lets unknown ones pass. */
function closeSchemas(schemas: Members): void {
  const bases = basesIn(schemas);
  for (const [name, schema] of Object.entries(schemas)) {
    if (!bases.has(name)) close(schema);
  }
}

function close(schema: JsonValue | undefined): void {
  const members = objectAt(schema);
  if (members['properties'] ?? members['allOf'])
    members['unevaluatedProperties'] ??= members['additionalProperties'] ?? false;
}

/** Forms often have no name: they stand with the operation that takes them. */
function closeBodies(paths: Members): void {
  for (const template of Object.keys(paths)) {
    for (const method of Object.keys(objectAt(paths, template))) {
      const content = objectAt(paths, template, method, 'requestBody', 'content');
      for (const type of Object.values(content)) close(objectAt(type, 'schema'));
    }
  }
}

/** Where a member says which of several types is meant, a value is held to that one. */
function branchByType(schemas: Members): void {
  for (const [name, schema] of Object.entries(schemas)) {
    const { propertyName, mapping } = objectAt(schema, 'discriminator');
    if (typeof propertyName !== 'string' || !isObject(mapping)) continue;
    const base = `${name}.base`;
    const own = `#/components/schemas/${name}`;
    const rebased = JSON.parse(
      JSON.stringify(schemas, (key, value: unknown) => {
        if (key !== 'allOf' || !Array.isArray(value)) return value;
        return (value as JsonValue[]).map((each) =>
          isObject(each) && each['$ref'] === own ? { $ref: `#/components/schemas/${base}` } : each,
        );
      }),
    ) as JsonObject;
    Object.assign(schemas, rebased);
    const { discriminator: _, ...rest } = objectAt(rebased, name);
    schemas[base] = rest;
    const branches = Object.entries(mapping).map(([type, $ref]) => ({
      if: { properties: { [propertyName]: { const: type } } },
      then: { $ref },
    }));
    schemas[name] = { allOf: [{ properties: { [propertyName]: { enum: Object.keys(mapping) } } }, ...branches] };
  }
}
