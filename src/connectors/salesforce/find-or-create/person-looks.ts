import { isObject, type JsonObject } from '../../../base/json.ts';
import type { Schema } from '../../../base/schema.ts';
import type { Finding, Operation, Planned } from '../../connector.ts';
import type { SalesforceConfig, SalesforceIo } from '../config.ts';
import { inspectWrite } from '../describe/inspect.ts';
import { shapeOfWrite, type Verb } from '../describe/shape.ts';
import { suggestForWrite } from '../describe/suggest.ts';
import { inputSchema, PERSON_OBJECTS, planOf, type FindOrCreateInput } from './input.ts';
import { apiObject } from './person-record.ts';

/** One list of fields in the input: what is written with it, and where it stands. */
type Part = { verb: Verb; object: string; path: readonly string[]; fields: Planned | undefined };

type Looks = Required<Pick<Operation<SalesforceConfig>, 'shape' | 'suggest' | 'inspect'>>;

/** What `findOrCreate` can be asked before it is done: each list of fields is looked at as a write of its own. */
export const personLooks: Looks = {
  shape,
  async suggest({ input, path, text }, io) {
    const part = partsOf(input).find((each) => each.path.every((name, at) => path[at] === name));
    if (!part) return [];
    const ask = { object: part.object, fields: part.fields } as JsonObject;
    return suggestForWrite(part.verb, { input: ask, path: ['fields', ...path.slice(part.path.length)], text }, io);
  },
  async inspect(planned, io) {
    const { options } = planned;
    const found = await Promise.all(
      partsOf(planned).map(async ({ verb, object, path, fields }): Promise<Finding[]> => {
        if (fields === undefined) return [];
        const input = { object, fields, ...(options === undefined ? {} : { options }) };
        const findings = await inspectWrite(verb, input, io);
        return findings.map((finding) => ({ ...finding, path: moved(finding.path, path) }));
      }),
    );
    return found.flat();
  },
};

/** The form with the fields of this org in each list. */
async function shape(partial: JsonObject, io: SalesforceIo): Promise<Schema> {
  const general = inputSchema as unknown as { properties: JsonObject };
  const properties: Record<string, unknown> = { ...general.properties };
  const updates: Record<string, unknown> = {};
  for (const { verb, object, path, fields } of partsOf(partial)) {
    const [first = '', kind] = path;
    const given = { object, ...(isObject(fields) ? { fields } : {}) };
    const { properties: own } = (await shapeOfWrite(verb, inputSchema, { partial: given, io })) as {
      properties: JsonObject;
    };
    if (kind === undefined) properties[first] = own['fields'];
    else updates[kind] = own['fields'];
  }
  const { update } = general.properties;
  if (isObject(update)) {
    const lists = isObject(update['properties']) ? update['properties'] : {};
    properties['update'] = { ...update, properties: { ...lists, ...updates } };
  }
  return { ...general, properties };
}

function partsOf(input: { readonly [member: string]: Planned | undefined }): Part[] {
  const { object, create, fields, update } = input;
  const told = { object: textOf(object), create: textOf(create) } as unknown as FindOrCreateInput;
  const { create: kind } = planOf(told);
  const lists = isObject(update) ? update : {};
  // The describe of an Account tells what a company needs, not what a person does.
  const creation: Part[] =
    kind === 'PersonAccount' ? [] : [{ verb: 'create', object: apiObject(kind), path: ['fields'], fields }];
  const updates = PERSON_OBJECTS.flatMap((each): Part[] => {
    const own = lists[each];
    return isObject(own) ? [{ verb: 'update', object: apiObject(each), path: ['update', each], fields: own }] : [];
  });
  return [...creation, ...updates];
}

function textOf(value: Planned | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Where a finding of the write stands in our input; one about the object stands at the list itself. */
function moved(path: Finding['path'], to: readonly string[]): Finding['path'] {
  return path[0] === 'fields' ? [...to, ...path.slice(1)] : to;
}
