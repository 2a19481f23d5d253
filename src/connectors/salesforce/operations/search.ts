import { Type } from 'typebox';
import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject } from '../../../base/json.ts';
import type { Operation } from '../../connector.ts';
import { API_NAME, type SalesforceConfig } from '../config.ts';
import { openOrg, type Org } from '../request.ts';
import { FIELD_PATH } from './condition.ts';
import { phoneWords } from './phone-words.ts';
import { linkTo } from './record.ts';
import { objectOf, plainRow } from './rows.ts';
import { soslPhrase } from './sosl.ts';

type SearchInput = {
  text?: string;
  phone?: string;
  country?: string;
  in?: keyof typeof GROUPS;
  objects?: readonly { object: string; fields?: readonly string[] }[];
  limit?: number;
};

const GROUPS = { all: 'ALL', name: 'NAME', email: 'EMAIL', phone: 'PHONE' } as const;
const STANDARD_LIMIT = 10;
const FEWEST_CHARACTERS = 2;

/** Names are kept in other fields where records are numbered or have a subject. */
const TITLES: Readonly<Record<string, readonly string[]>> = {
  Case: ['CaseNumber', 'Subject'],
  Task: ['Subject'],
  Event: ['Subject'],
};

/** Looks through the org's search index, in several objects at once. */
export const search: Operation<SalesforceConfig> = {
  title: 'Search',
  description:
    'Looks for words in several objects at once, as the search box of Salesforce does; a phone number is found however it was written. Records of the last minutes may be missing: to make sure that something is created once, use "Find or create", not this.',
  input: Type.Object(
    {
      text: Type.Optional(
        Type.String({
          title: 'Text',
          description: 'Words as they stand in the records; no character has a special meaning.',
          examples: ['Rossi'],
        }),
      ),
      phone: Type.Optional(
        Type.String({
          title: 'Phone number',
          description: 'In place of a text: looked for in every usual form.',
          examples: ['{{ contact.phone }}'],
        }),
      ),
      country: Type.Optional(
        Type.String({
          title: 'Country',
          description: 'Two letters: where a phone number without a prefix belongs.',
          pattern: '^[A-Za-z]{2}$',
          examples: ['IT'],
        }),
      ),
      in: Type.Optional(
        Type.Enum(['all', 'name', 'email', 'phone'], {
          title: 'Look in',
          description: 'Fields that are looked at. Unset: all of them, for a phone number phone fields only.',
        }),
      ),
      objects: Type.Optional(
        Type.Array(
          Type.Object(
            {
              object: Type.String({ title: 'Object', pattern: API_NAME }),
              fields: Type.Optional(
                Type.Array(Type.String({ pattern: FIELD_PATH }), { title: 'Fields', maxItems: 50 }),
              ),
            },
            { additionalProperties: false },
          ),
          {
            title: 'Objects',
            description: 'Where to look, and what to read of each record. Unset: leads and contacts, by name.',
            minItems: 1,
            maxItems: 10,
            examples: [[{ object: 'Contact', fields: ['Name', 'Email'] }, { object: 'Case' }]],
          },
        ),
      ),
      limit: Type.Optional(
        Type.Integer({
          title: 'Limit',
          description: 'Most records of each object.',
          minimum: 1,
          maximum: 200,
          default: STANDARD_LIMIT,
        }),
      ),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    found: Type.Boolean({ title: 'Found', description: 'Whether there is any.' }),
    count: Type.Integer({ title: 'Count', description: 'How many came back.' }),
    first: Type.Unknown({ title: 'First record', description: 'As one of the records; null where there is none.' }),
    records: Type.Array(
      Type.Object({
        object: Type.String({ title: 'Object' }),
        id: Type.String({ title: 'Record id' }),
        url: Type.String({ title: 'Link', description: 'Opens the record in Lightning.' }),
        record: Type.Unknown({ title: 'Record', description: 'Its fields by API name.' }),
      }),
      { title: 'Records' },
    ),
  }),
  repeat: () => 'safe',
  async run(input, io) {
    const ask: SearchInput = input;
    const org = openOrg(io);
    const { body } = await org.call({
      method: 'GET',
      path: `/search?q=${encodeURIComponent(soslOf(ask))}`,
      action: 'search',
    });
    const found = isObject(body) && Array.isArray(body['searchRecords']) ? body['searchRecords'].filter(isObject) : [];
    const records = found.flatMap((row) => present(org, row));
    return { found: records.length > 0, count: records.length, first: records[0] ?? null, records };
  },
};

function soslOf(ask: SearchInput): string {
  const { text = '', phone = '', objects = [{ object: 'Lead' }, { object: 'Contact' }], limit = STANDARD_LIMIT } = ask;
  const words = phone.trim() === '' ? [text.trim()] : phoneWords(phone, ask.country);
  if ((words[0] ?? '').replace(/[^\p{L}\p{N}]/gu, '').length < FEWEST_CHARACTERS) {
    throw new Failure({
      code: 'invalid',
      message: 'A search needs a text or a phone number with at least two letters or digits.',
      fields: [phone === '' ? 'text' : 'phone'],
    });
  }
  const group = GROUPS[ask.in ?? (phone.trim() === '' ? 'all' : 'phone')];
  const returning = objects.map(({ object, fields = TITLES[object] ?? ['Name'] }) => {
    const columns = [...new Set(['Id', ...fields])].join(', ');
    return `${object}(${columns} LIMIT ${limit})`;
  });
  return `FIND {${words.map(soslPhrase).join(' OR ')}} IN ${group} FIELDS RETURNING ${returning.join(', ')}`;
}

function present(org: Org, row: JsonObject): JsonObject[] {
  const [object, id] = [objectOf(row), row['Id']];
  if (object === undefined || typeof id !== 'string') return [];
  return [{ object, id, url: linkTo(org, object, id), record: plainRow(row) }];
}
