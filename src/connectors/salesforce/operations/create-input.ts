import { Type } from 'typebox';
import { API_NAME } from '../config.ts';
import type { RecordFields } from './record.ts';

/** Input of `create`, once it fits the schema. */
export type CreateInput = {
  object: string;
  fields: RecordFields;
  assignmentRule?: string;
  allowDuplicates?: boolean;
};

/** The form of `create`. */
export const createInputSchema = Type.Object(
  {
    object: Type.String({ title: 'Object', description: 'API name: Lead, Case, Contact…', pattern: API_NAME }),
    fields: Type.Record(Type.String({ pattern: '^[A-Za-z]' }), Type.Unknown(), {
      title: 'Fields',
      description: 'Values by API name of the field.',
    }),
    assignmentRule: Type.Optional(
      Type.String({
        title: 'Assignment rule',
        description:
          'Lead, Case and Account: "default" runs the active rule, "none" keeps the owner, or the id of a rule. Unset: "none" when OwnerId is given, else "default".',
        pattern: '^(default|none|01Q[A-Za-z0-9]{12}([A-Za-z0-9]{3})?)$',
      }),
    ),
    allowDuplicates: Type.Optional(
      Type.Boolean({ title: 'Allow duplicates', description: 'Save although a duplicate rule gives an alert.' }),
    ),
  },
  { additionalProperties: false },
);

/** Headers that decide about owner assignment and duplicate rules. Unset, the org's active assignment rule runs. */
export function writeHeaders(input: CreateInput): Record<string, string> {
  const headers: Record<string, string> = {};
  const rule = input.assignmentRule ?? (input.fields['OwnerId'] ? 'none' : 'default');
  if (rule === 'none') headers['sforce-auto-assign'] = 'FALSE';
  else if (rule !== 'default') headers['sforce-auto-assign'] = rule;
  if (input.allowDuplicates) headers['sforce-duplicate-rule-header'] = 'allowSave=true';
  return headers;
}
