import { Type } from 'typebox';
import type { JsonValue } from '../../../base/json.ts';
import { API_NAME } from '../config.ts';
import { writeOptionsSchema, type WriteOptions } from '../describe/prepare.ts';
import type { RecordFields } from '../operations/record.ts';

/** Objects that stand for a person, as a flow's author names them. A person account is an Account in the API. */
export const PERSON_OBJECTS = ['Lead', 'Contact', 'PersonAccount'] as const;
export type PersonObject = (typeof PERSON_OBJECTS)[number];

/** Where a person is looked for, in the order that is usual. */
export const PLACES = ['Link', 'Contact', 'PersonAccount', 'Lead', 'ConvertedLead'] as const;
export type PlaceName = (typeof PLACES)[number];

/** A further condition that a record must meet; a list allows any of its values. */
export type Condition = { object?: PersonObject; field: string; value: JsonValue };

/** Input of `findOrCreate`, once it fits the schema. */
export type FindOrCreateInput = {
  object?: PersonObject | 'person';
  create?: PersonObject;
  match: {
    phone?: string;
    email?: string;
    externalId?: { field: string; value: string | number; object?: PersonObject };
    country?: string;
    searchIndex?: boolean;
    where?: readonly Condition[];
  };
  fields: RecordFields;
  update?: Partial<Record<PersonObject, RecordFields>>;
  overwrite?: 'empty' | 'always' | 'never';
  onFound?: 'update' | 'link' | 'new' | 'ask';
  onSeveral?: 'newest' | 'ask' | 'fail';
  look?: readonly PlaceName[];
  assignmentRule?: string;
  allowDuplicates?: boolean;
  options?: WriteOptions;
};

/** How a record was told to be the person. */
export const MATCHED_BY = ['link', 'externalId', 'email', 'phone', 'claim', 'duplicateRule'] as const;
export type MatchedBy = (typeof MATCHED_BY)[number];

/** How the operation ends; with `failed` the step is left as by any refusal. */
export const OUTCOMES = ['found', 'created', 'ambiguous'] as const;

const field = (description: string) => Type.String({ title: 'Field', description, pattern: API_NAME });
const personObject = (title: string, description: string) => Type.Enum([...PERSON_OBJECTS], { title, description });
const record = (title: string, description: string) =>
  Type.Record(Type.String({ pattern: API_NAME }), Type.Unknown(), { title, description });

const match = Type.Object(
  {
    phone: Type.Optional(Type.String({ title: 'Phone', description: 'Found however the org writes it.' })),
    email: Type.Optional(Type.String({ title: 'E-mail' })),
    externalId: Type.Optional(
      Type.Object(
        {
          field: field('API name of a field whose value tells the person, such as a customer number.'),
          value: Type.Union([Type.String(), Type.Number()], { title: 'Value' }),
          object: Type.Optional(
            personObject('Object', 'Where the field is. Unset: where the person would be created.'),
          ),
        },
        { title: 'External ID', additionalProperties: false },
      ),
    ),
    country: Type.Optional(
      Type.String({
        title: 'Country',
        description: 'Two letters: where phone numbers without a prefix belong, in the org as well.',
        pattern: '^[A-Za-z]{2}$',
      }),
    ),
    searchIndex: Type.Optional(
      Type.Boolean({
        title: 'Search index, too',
        description:
          'Where no filter finds anybody, looks for the phone in the other phone fields as well, such as Home Phone, by the search index. It costs one more call for each new person.',
      }),
    ),
    where: Type.Optional(
      Type.Array(
        Type.Object(
          {
            field: field('API name: OwnerId, RecordTypeId, a brand…'),
            value: Type.Unknown({ title: 'Value', description: 'What it must be. A list allows any of its values.' }),
            object: Type.Optional(personObject('Object', 'Unset: the condition holds for each object.')),
          },
          { additionalProperties: false },
        ),
        {
          title: 'Only records with',
          description: 'Further conditions on what is found by search. A record link does not ask for them.',
          maxItems: 10,
        },
      ),
    ),
  },
  {
    title: 'Match',
    description: 'What tells the person. The record link of the contact goes first in any case.',
    additionalProperties: false,
  },
);

/** The form of `findOrCreate`. */
export const inputSchema = Type.Object(
  {
    object: Type.Optional(
      Type.Enum(['person', ...PERSON_OBJECTS], {
        title: 'Who is looked for',
        description: 'person: a Contact, a person account or a Lead, in this order. Or records of one object only.',
        default: 'person',
      }),
    ),
    create: Type.Optional(
      personObject('Object to create', 'When nobody is found. Unset: the object looked for; for a person a Lead.'),
    ),
    match,
    fields: record(
      'Fields for a new record',
      'Values by API name. Phone, e-mail and External ID of the match are added where no field holds them.',
    ),
    update: Type.Optional(
      Type.Object(
        {
          Lead: Type.Optional(record('For a Lead', 'Values by API name.')),
          Contact: Type.Optional(record('For a Contact', 'Values by API name.')),
          PersonAccount: Type.Optional(record('For a person account', 'Values by API name.')),
        },
        { title: 'Fields for a found record', additionalProperties: false },
      ),
    ),
    overwrite: Type.Optional(
      Type.Enum(['empty', 'always', 'never'], {
        title: 'Overwrite',
        description:
          'empty: only fields that are empty in the org, so that what staff wrote stays. A checkbox is never empty.',
        default: 'empty',
      }),
    ),
    onFound: Type.Optional(
      Type.Enum(['update', 'link', 'new', 'ask'], {
        title: 'When found',
        description:
          'update: write its fields. link: take it as it is. new: create one all the same. ask: leave by "ambiguous" with what was found.',
        default: 'update',
      }),
    ),
    onSeveral: Type.Optional(
      Type.Enum(['newest', 'ask', 'fail'], {
        title: 'When several are found',
        description: 'newest: take the one created last. ask: leave by "ambiguous". fail: leave by "failed".',
        default: 'newest',
      }),
    ),
    look: Type.Optional(
      Type.Array(Type.Enum([...PLACES]), {
        title: 'Where to look',
        description:
          'In this order; the first place that has somebody is the answer. A converted Lead leads to its Contact.',
        uniqueItems: true,
        minItems: 1,
      }),
    ),
    assignmentRule: Type.Optional(
      Type.String({
        title: 'Assignment rule',
        description:
          'For a new Lead or Account: "default" runs the active rule, "none" keeps the owner, or the id of a rule. Unset: "none" when OwnerId is given, else "default".',
        pattern: '^(default|none|01Q[A-Za-z0-9]{12}([A-Za-z0-9]{3})?)$',
      }),
    ),
    allowDuplicates: Type.Optional(
      Type.Boolean({
        title: 'Allow duplicates',
        description:
          'Create although a duplicate rule of the org gives an alert. Unset: the record that the rule names counts as found.',
      }),
    ),
    options: Type.Optional(writeOptionsSchema),
  },
  { additionalProperties: false },
);

const candidate = Type.Object({
  id: Type.String({ title: 'Record id' }),
  object: Type.String({ title: 'Object' }),
  name: Type.Optional(Type.String({ title: 'Name' })),
  url: Type.String({ title: 'Link' }),
  why: Type.Array(Type.Enum([...MATCHED_BY]), { title: 'Matched by' }),
});

/** What `findOrCreate` gives back to the flow. */
export const outputSchema = Type.Object({
  outcome: Type.Enum([...OUTCOMES], { title: 'Outcome' }),
  id: Type.Optional(Type.String({ title: 'Record id', description: 'The 18-character id; none when ambiguous.' })),
  url: Type.Optional(Type.String({ title: 'Link', description: 'Opens the record in Lightning.' })),
  object: Type.Optional(
    Type.String({ title: 'Object', description: 'Lead, Contact, or Account for a person account.' }),
  ),
  name: Type.Optional(Type.String({ title: 'Name' })),
  created: Type.Boolean({ title: 'Created' }),
  matchedBy: Type.Optional(
    Type.Enum([...MATCHED_BY], {
      title: 'Matched by',
      description: 'The surest of what told the record. claim: another message of the person created it just now.',
    }),
  ),
  updated: Type.Array(Type.String(), {
    title: 'Updated fields',
    description: 'Fields of a found record that were written.',
  }),
  candidates: Type.Array(candidate, { title: 'Candidates', description: 'Records that may be the person.' }),
  gone: Type.Array(Type.Object({ id: Type.String({ title: 'Record id' }), object: Type.String({ title: 'Object' }) }), {
    title: 'Gone records',
    description: 'Linked records that stand for the person no more: merged, converted or deleted.',
  }),
});

/** The plan of one call: its input with every default in place. */
export type Plan = {
  wanted: PersonObject | 'person';
  create: PersonObject;
  look: readonly PlaceName[];
  input: FindOrCreateInput;
};

/** Puts the defaults in place. */
export function planOf(input: FindOrCreateInput): Plan {
  const wanted = input.object ?? 'person';
  const create = input.create ?? (wanted === 'person' ? 'Lead' : wanted);
  return { wanted, create, look: input.look ?? usualPlaces(wanted), input };
}

/** Who looks for one object gets no other; a converted Lead is a Contact. */
function usualPlaces(wanted: Plan['wanted']): readonly PlaceName[] {
  switch (wanted) {
    case 'person':
      return PLACES;
    case 'Lead':
      return ['Link', 'Lead'];
    case 'Contact':
      return ['Link', 'Contact', 'ConvertedLead'];
    case 'PersonAccount':
      return ['Link', 'PersonAccount'];
  }
}
