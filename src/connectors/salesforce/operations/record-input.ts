import { Type } from 'typebox';
import { API_NAME } from '../config.ts';
import { writeOptionsSchema, type WriteOptions as ReadOptions } from '../describe/prepare.ts';
import type { RecordFields } from './record.ts';

/** What a write does where a duplicate rule of the org finds similar records. */
export type OnDuplicate = 'fail' | 'allow' | 'use' | 'update';

/** What every write may say beside the record itself. */
export type WriteOptions = { assignmentRule?: string; onDuplicate?: OnDuplicate; options?: ReadOptions };

/** Input of `create`, once it fits the schema. */
export type CreateInput = WriteOptions & { object: string; fields: RecordFields };

/** Input of `update`: the record by its id, or by an External ID. */
export type UpdateInput = WriteOptions & {
  object: string;
  id?: string;
  externalIdField?: string;
  externalId?: string | number;
  fields: RecordFields;
  follow?: boolean;
};

/** Input of `upsert`. */
export type UpsertInput = WriteOptions & {
  object: string;
  externalIdField: string;
  externalId: string | number;
  fields: RecordFields;
};

/** A record id, short or long. */
export const RECORD_ID = '^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$';

/** The name of an object. */
export const objectSchema = Type.String({
  title: 'Object',
  description: 'API name: Lead, Case, Contact…',
  pattern: API_NAME,
  examples: ['Lead'],
});

/** The id of a record. */
export const idSchema = Type.String({
  title: 'Record id',
  description: 'With 15 or 18 characters.',
  pattern: RECORD_ID,
  examples: ['{{ vars.lead.id }}'],
});

/** Values to write. */
export const fieldsSchema = Type.Record(Type.String({ pattern: '^[A-Za-z]' }), Type.Unknown(), {
  title: 'Fields',
  description: 'Values by API name of the field.',
  examples: [{ LastName: '{{ contact.name }}', Company: 'Acme' }],
});

/** The field by whose value a record is told. */
export const keyFieldSchema = Type.String({
  title: 'External ID field',
  description: 'API name of the field that tells the record; best one that is External ID and Unique.',
  pattern: API_NAME,
  examples: ['Customer_Number__c'],
});

/** The value by which a record is told. */
export const keyValueSchema = Type.Union([Type.String(), Type.Number()], {
  title: 'External ID',
  description: 'Its value, such as the number that your own system gave the customer.',
});

const ON_DUPLICATE = {
  fail: 'the step fails and names them',
  allow: 'save all the same, where the rule only warns',
  use: 'give the record that was found and write nothing',
  update: 'give it and write the fields onto it',
} as const;

/**
 * The members of a write beside the record. `unset` tells what an unset assignment rule does, `choices` what can follow
 * from a duplicate rule.
 */
export function writeOptions(unset: string, choices: readonly OnDuplicate[] = ['fail', 'allow', 'use', 'update']) {
  const meanings = choices.map((choice) => `${choice}: ${ON_DUPLICATE[choice]}.`).join(' ');
  return {
    assignmentRule: Type.Optional(
      Type.String({
        title: 'Assignment rule',
        description: `Lead, Case and Account: "default" runs the active rule, "none" keeps the owner, or the id of a rule. Unset: ${unset}`,
        pattern: '^(default|none|01Q[A-Za-z0-9]{12}([A-Za-z0-9]{3})?)$',
      }),
    ),
    onDuplicate: Type.Optional(
      Type.Enum([...choices], {
        title: 'When a duplicate rule finds similar records',
        description: meanings,
        default: 'fail',
      }),
    ),
    options: Type.Optional(writeOptionsSchema),
  };
}

/** The form of `create`. */
export const createInputSchema = Type.Object(
  {
    object: objectSchema,
    fields: fieldsSchema,
    ...writeOptions('"none" when OwnerId is given, else "default".'),
  },
  { additionalProperties: false },
);
