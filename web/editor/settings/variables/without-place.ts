import { isObject, type JsonObject, type JsonValue } from '../../../../src/base/json.ts';
import type { Schema } from '../../../../src/base/schema.ts';
import type { FormSchema } from '../../../ui/form/field-model.ts';

/** Params in which nothing is written under a place any more. A field that has to be there keeps its name. */
export function withoutPlace(
  params: JsonObject,
  { path, schema }: { path: readonly (string | number)[]; schema: Schema },
): JsonObject {
  const [name, ...rest] = path.map(String);
  if (name === undefined || !Object.hasOwn(params, name)) return params;
  const { required = [], properties = {} } = schema as FormSchema;
  if (rest.length === 0) {
    if (required.includes(name)) return params;
    const { [name]: _gone, ...others } = params;
    return others;
  }
  const inner: JsonValue | undefined = params[name];
  if (!isObject(inner)) return params;
  return { ...params, [name]: withoutPlace(inner, { path: rest, schema: properties[name] ?? {} }) };
}
