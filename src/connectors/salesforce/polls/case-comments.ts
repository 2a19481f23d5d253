import { Type } from 'typebox';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { Poll } from '../../connector.ts';
import { userIdOf } from '../auth/user.ts';
import type { SalesforceConfig } from '../config.ts';
import { conditionSchema, soqlCondition, type Condition } from '../operations/condition.ts';
import { readFieldsSchema } from '../operations/find.ts';
import { linkTo } from '../operations/record.ts';
import { plainRow } from '../operations/rows.ts';
import { openOrg, type Org } from '../request.ts';
import { gather } from './records.ts';
import { firstWindow, lookThrough, nextWindow, readWindow, timeIn, type Search, type StampedRow } from './window.ts';

type CommentsInput = { where?: Condition; fields?: readonly string[]; includeOwn?: boolean };

/** What staff write for the customer on a case. */
export const caseComments: Poll<SalesforceConfig> = {
  title: 'Public case comments',
  description:
    'Comments on cases that staff wrote for the customer to see ("Public"), each once: when it is written, or made public later. Those of customers in a portal are left out. One look is one API call.',
  input: Type.Object(
    {
      where: Type.Optional(conditionSchema),
      fields: Type.Optional({
        ...readFieldsSchema,
        title: 'Fields of the case',
        description: 'API names of fields of the case that are read as well.',
        examples: [['Status', 'SuppliedPhone']],
      }),
      includeOwn: Type.Optional(
        Type.Boolean({
          title: 'Own comments too',
          description:
            'Also those of the connected user. Left out by default, so that what a flow writes is not sent back.',
          default: false,
        }),
      ),
    },
    { additionalProperties: false },
  ),
  item: Type.Object({
    id: Type.String({ title: 'Comment id' }),
    object: Type.Literal('Case', { title: 'Object' }),
    record: Type.String({ title: 'Case id' }),
    text: Type.String({ title: 'Text' }),
    at: Type.Number({ title: 'Time', description: 'When it was written, in epoch milliseconds.' }),
    by: Type.Union([Type.String(), Type.Null()], { title: 'By', description: 'Id of the user who wrote it.' }),
    author: Type.String({ title: 'Author', description: 'Name of that user.' }),
    url: Type.String({ title: 'Link', description: 'Opens the case in Lightning.' }),
    fields: Type.Record(Type.String(), Type.Unknown(), {
      title: 'Fields of the case',
      description: 'CaseNumber and Subject, and those asked for.',
    }),
  }),
  async run(input, cursor, io) {
    const ask = input as CommentsInput;
    const org = openOrg(io);
    const search = searchOf(ask);
    const window = readWindow(isObject(cursor) ? cursor['window'] : undefined);
    if (!window) return { items: [], cursor: { window: (await firstWindow(org, search)).window } };
    const sight = await lookThrough(org, search, window);
    const own = ask.includeOwn ? undefined : await userIdOf(org);
    const { items, through } = gather(sight.rows, (each) =>
      own !== undefined && each.row['CreatedById'] === own ? undefined : itemOf(org, each),
    );
    return { items, cursor: { window: nextWindow(window, sight, through, io.now()) } };
  },
};

const CASE_FIELDS = ['CaseNumber', 'Subject'];

function searchOf({ where, fields = [] }: CommentsInput): Search {
  return {
    object: 'CaseComment',
    columns: [
      'ParentId, CommentBody, CreatedDate, CreatedById, CreatedBy.Name',
      ...[...CASE_FIELDS, ...fields].map((field) => `Parent.${field}`),
    ],
    where: [
      'IsPublished = true',
      "CreatedBy.UserType = 'Standard'",
      ...(where ? [`(${soqlCondition(where, undefined)})`] : []),
    ],
    stamp: 'SystemModstamp',
  };
}

function itemOf(org: Org, { row, id }: StampedRow): JsonObject {
  const { ParentId: parent, CommentBody: body, CreatedById: by, CreatedBy: author, Parent: fields } = plainRow(row);
  const record = textOf(parent);
  return {
    id,
    object: 'Case',
    record,
    text: textOf(body),
    at: timeIn(row, 'CreatedDate'),
    by: by ?? null,
    author: isObject(author) ? textOf(author['Name']) : '',
    url: linkTo(org, 'Case', record),
    fields: isObject(fields) ? fields : {},
  };
}

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
