import { Type } from 'typebox';
import type { JsonObject, JsonValue } from '../base/json.ts';
import { isObject } from '../base/json.ts';
import type { Schema } from '../base/schema.ts';
import { CONDITION_SCHEMA } from './field.ts';
import { layoutSchema } from './layout.ts';
import type { Types } from './step-type.ts';
import { handlerSchema, retrySchema, triggerSchema } from './trigger-schema.ts';

/** What ids of flows and steps look like. */
export const ID_PATTERN = '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$';

const idSchema = (title: string, description: string) => Type.String({ title, description, pattern: ID_PATTERN });

const stepShape = {
  type: Type.String({ title: 'Type', description: 'What kind of step it is.' }),
  title: Type.Optional(
    Type.String({ title: 'Title', description: 'What the canvas and the history show.', maxLength: 200 }),
  ),
  params: Type.Object({}, { title: 'Params', description: 'The fields of the step.' }),
  next: Type.Record(Type.String(), idSchema('Step', 'Id of the step that follows.'), {
    title: 'Next',
    description: 'For each exit the step that follows.',
  }),
  retry: Type.Optional(retrySchema),
  disabled: Type.Optional(
    Type.Literal(true, { title: 'Disabled', description: 'Runs pass it over by its main exit.' }),
  ),
};

/** A flow as files hold it: its outer form, whatever its step types are. */
export const flowShape: Schema = Type.Object(
  {
    id: idSchema('Id', 'Names the flow for ever.'),
    name: Type.String({ title: 'Name', description: 'What people call the flow.', minLength: 1, maxLength: 200 }),
    language: Type.String({
      title: 'Language',
      description: 'BCP 47 tag of plain texts, and the fallback for missing ones.',
      minLength: 2,
      maxLength: 35,
    }),
    settings: Type.Object(
      {
        timeZone: Type.String({
          title: 'Time zone',
          description: 'IANA name of the zone in which dates are read and written.',
          examples: ['Europe/Rome'],
        }),
        country: Type.String({
          title: 'Country',
          description: 'Two letters: where phone numbers without a prefix belong.',
          pattern: '^[A-Z]{2}$',
          examples: ['IT'],
        }),
      },
      { title: 'Settings', additionalProperties: false },
    ),
    triggers: Type.Array(triggerSchema, { title: 'Triggers', description: 'What starts the flow.', maxItems: 50 }),
    handlers: Type.Optional(
      Type.Array(handlerSchema, {
        title: 'Handlers',
        description: 'Where runs go from wherever they stand.',
        maxItems: 50,
      }),
    ),
    start: idSchema('Start', 'Id of the first step.'),
    steps: Type.Record(
      Type.String({ pattern: ID_PATTERN }),
      Type.Object(stepShape, { title: 'Step', additionalProperties: false }),
      { title: 'Steps', description: 'The steps by their ids.', additionalProperties: false },
    ),
  },
  { title: 'Flow', additionalProperties: false },
);

/** The JSON Schema (draft 2020-12) of flow files with the given step types, for editors and other programs. */
export function flowFileSchema(types: Pick<Types, 'steps'>): JsonObject {
  const flow = JSON.parse(JSON.stringify(flowShape)) as { properties: { steps: { patternProperties: JsonObject } } };
  flow.properties.steps.patternProperties = { [ID_PATTERN]: { $ref: '#/$defs/step' } };
  const names = Object.keys(types.steps);
  const defs = Object.fromEntries(names.map((name) => [`step-${name}`, stepSchema(name, types)]));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Rondine flow file',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      rondine: { const: 1, description: 'Version of the format.' },
      flow,
      layout: JSON.parse(JSON.stringify(layoutSchema)) as JsonObject,
    },
    required: ['rondine', 'flow'],
    additionalProperties: false,
    $defs: {
      step: { anyOf: names.map((name) => ({ $ref: `#/$defs/step-${name}` })) },
      ...defs,
      condition: CONDITION_SCHEMA,
    },
  };
}

function stepSchema(name: string, types: Pick<Types, 'steps'>): JsonObject {
  const type = types.steps[name];
  const properties = { ...stepShape, type: { const: name }, params: type?.params ?? {} };
  const schema = { title: type?.title, description: type?.description, type: 'object', properties };
  const plain = JSON.parse(
    JSON.stringify({ ...schema, required: ['type', 'params', 'next'], additionalProperties: false }),
  ) as JsonObject;
  return withReferences(plain) as JsonObject;
}

/** Puts a reference where a condition stands, and drops the marks that only our own forms read. */
function withReferences(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map(withReferences);
  if (!isObject(schema)) return schema;
  if (schema['field'] === 'condition') {
    const { title, description } = schema;
    return { title, description, $ref: '#/$defs/condition' };
  }
  const isMark = (name: string, value: JsonValue | undefined) => name === 'field' && typeof value === 'string';
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name, value]) => !isMark(name, value))
      .map(([name, value]) => [name, withReferences(value ?? null)]),
  );
}
