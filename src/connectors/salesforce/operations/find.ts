import { Type } from 'typebox';
import { Failure } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { Operation } from '../../connector.ts';
import type { SalesforceConfig } from '../config.ts';
import { describeIfSeen } from '../describe/describe-cache.ts';
import { openOrg, type Org } from '../request.ts';
import { bindSoql } from './bind-soql.ts';
import { conditionSchema, FIELD_PATH, soqlCondition, type Condition } from './condition.ts';
import { objectSchema } from './record-input.ts';
import { plainRow, queryRows } from './rows.ts';

type FindInput = {
  object?: string;
  where?: Condition;
  fields?: readonly string[];
  orderBy?: readonly { field: string; descending?: boolean }[];
  limit?: number;
  soql?: string;
  values?: JsonObject;
};

const STANDARD_LIMIT = 20;

/** The fields that are read. */
export const readFieldsSchema = Type.Array(Type.String({ pattern: FIELD_PATH }), {
  title: 'Fields',
  description: 'API names of the fields to read, those of parents too: Owner.Name.',
  maxItems: 100,
  examples: [['Name', 'Status', 'Owner.Name']],
});

/** Finds records by conditions, or by a query with variables. */
export const find: Operation<SalesforceConfig> = {
  title: 'Find records',
  description:
    'Finds records by conditions on their fields, in an order, up to a limit. Who writes SOQL can give a whole query, with values in place of :names; they are escaped, never pasted.',
  input: Type.Object(
    {
      object: Type.Optional(objectSchema),
      where: Type.Optional(conditionSchema),
      fields: Type.Optional(readFieldsSchema),
      orderBy: Type.Optional(
        Type.Array(
          Type.Object(
            {
              field: Type.String({ title: 'Field', pattern: FIELD_PATH }),
              descending: Type.Optional(Type.Boolean({ title: 'Descending', default: false })),
            },
            { additionalProperties: false },
          ),
          { title: 'Order', description: 'The first field counts most.', maxItems: 10 },
        ),
      ),
      limit: Type.Optional(
        Type.Integer({
          title: 'Limit',
          description: 'Most records that come back.',
          minimum: 1,
          maximum: 2000,
          default: STANDARD_LIMIT,
        }),
      ),
      soql: Type.Optional(
        Type.String({
          title: 'Query (SOQL)',
          description:
            'In place of object and conditions. Never put {{ }} into it: give values by :name, or what a customer wrote becomes a part of the query.',
          maxLength: 8000,
          examples: ['SELECT Id, Name FROM Contact WHERE Email = :email'],
        }),
      ),
      values: Type.Optional(
        Type.Record(Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }), Type.Unknown(), {
          title: 'Values of the query',
          description:
            'By name; a list for IN, {"date": "2026-11-22"} for dates, {"dateTime": …} for times with a zone.',
          examples: [{ email: '{{ contact.email }}' }],
        }),
      ),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    found: Type.Boolean({ title: 'Found', description: 'Whether there is any.' }),
    total: Type.Integer({
      title: 'Total',
      description: 'How many there are; conditions count up to the limit, a query of your own up to its LIMIT.',
    }),
    first: Type.Unknown({ title: 'First record', description: 'null where there is none.' }),
    records: Type.Array(Type.Unknown(), { title: 'Records' }),
  }),
  repeat: () => 'safe',
  async run(input, io) {
    const ask = input as FindInput;
    const org = openOrg(io);
    const { rows, total } = await queryRows(org, {
      soql: await queryOf(org, ask),
      most: ask.limit ?? STANDARD_LIMIT,
      action: `find ${ask.object ?? 'records'}`,
    }).catch(explain);
    const records = rows.map(plainRow);
    return { found: records.length > 0, total, first: records[0] ?? null, records };
  },
};

async function queryOf(org: Org, ask: FindInput): Promise<string> {
  if (ask.soql !== undefined) {
    if (ask.object === undefined && ask.where === undefined) return bindSoql(ask.soql, ask.values ?? {});
    throw invalid('Give either an object with conditions, or a query, not both.');
  }
  if (ask.object === undefined) throw invalid('Say which object is meant, or give a query.');
  const describe = ask.where && (await describeIfSeen(org, ask.object));
  const fields = [...new Set(['Id', ...(ask.fields ?? (ask.object === 'Case' ? ['CaseNumber'] : []))])];
  const order = (ask.orderBy ?? []).map(({ field, descending }) => `${field}${descending ? ' DESC' : ''}`);
  return [
    `SELECT ${fields.join(', ')} FROM ${ask.object}`,
    ...(ask.where ? [`WHERE ${soqlCondition(ask.where, describe)}`] : []),
    ...(order.length > 0 ? [`ORDER BY ${order.join(', ')}`] : []),
    `LIMIT ${ask.limit ?? STANDARD_LIMIT}`,
  ].join(' ');
}

/** A query of somebody's own that the org cannot read is theirs to correct, not a bug of ours. */
function explain(error: unknown): never {
  if (!(error instanceof Failure) || error.code !== 'defect') throw error;
  const message = `${error.message} Correct the query; long text fields cannot be filtered or sorted by.`;
  throw new Failure({ ...error.data, code: 'invalid', message }, { cause: error });
}

function invalid(message: string): Failure {
  return new Failure({ code: 'invalid', message });
}
