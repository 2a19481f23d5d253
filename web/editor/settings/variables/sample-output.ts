import type { JsonValue } from '../../../../src/base/json.ts';
import type { FormSchema } from '../../../ui/form/field-model.ts';

/** Members inside of each other that are made up. */
const DEEPEST = 5;

/** A value that a schema lets through: its samples where it has some, else the plainest of each type. */
export function sampleOfSchema(schema: FormSchema, depth = 0): JsonValue {
  const { examples, default: preset, const: word, enum: words, anyOf, type, properties = {}, items } = schema;
  const said = examples?.[0] ?? preset ?? word ?? words?.[0];
  if (said !== undefined) return said;
  if (anyOf?.[0]) return sampleOfSchema(anyOf[0], depth);
  switch ([type].flat()[0]) {
    case 'string':
      return schema.title ?? '';
    case 'number':
    case 'integer':
      return 1;
    case 'boolean':
      return true;
    case 'array':
      return items && depth < DEEPEST ? [sampleOfSchema(items, depth + 1)] : [];
    case 'object':
      return depth < DEEPEST
        ? Object.fromEntries(
            Object.entries(properties).map(([name, member]) => [name, sampleOfSchema(member, depth + 1)]),
          )
        : {};
    default:
      return null;
  }
}
