import { Type } from 'typebox';
import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { MOST_ITEMS, type Found, type Poll } from '../../connector.ts';
import { userIdOf } from '../auth/user.ts';
import type { SalesforceConfig } from '../config.ts';
import { describeIfSeen } from '../describe/describe-cache.ts';
import { conditionSchema, FIELD_PATH, soqlCondition, type Condition } from '../operations/condition.ts';
import { readFieldsSchema } from '../operations/find.ts';
import { linkTo } from '../operations/record.ts';
import { objectSchema } from '../operations/record-input.ts';
import { plainRow } from '../operations/rows.ts';
import { openOrg, type Org } from '../request.ts';
import { newsOf, readRemembered, remember, type FieldNews, type WatchedField } from './remembered.ts';
import { firstWindow, lookThrough, nextWindow, readWindow, timeIn, type Search, type StampedRow } from './window.ts';

type RecordsInput = {
  object: string;
  event?: 'any' | 'created' | 'updated';
  where?: Condition;
  changes?: readonly WatchedField[];
  fields?: readonly string[];
  includeOwn?: boolean;
};

const changesSchema = Type.Array(
  Type.Object(
    {
      field: Type.String({ title: 'Field', description: 'API name.', pattern: FIELD_PATH, examples: ['Status'] }),
      to: Type.Optional(
        Type.Array(Type.String(), {
          title: 'To',
          description: 'Only where it takes one of these values.',
          minItems: 1,
          maxItems: 50,
          examples: [['Closed']],
        }),
      ),
    },
    { additionalProperties: false },
  ),
  {
    title: 'Changes',
    description:
      'Only where one of these fields has another value than at the last look. The values of the 2,000 records that changed last are remembered; of any other, the first change seen counts.',
    minItems: 1,
    maxItems: 10,
  },
);

/** Records that were created or changed. */
export const records: Poll<SalesforceConfig> = {
  title: 'Records',
  description:
    'Records of an object that were created or changed since the last look. One look is one API call. What changes twice between two looks is seen once, as it is then.',
  input: Type.Object(
    {
      object: objectSchema,
      event: Type.Optional(
        Type.Enum(['any', 'created', 'updated'], {
          title: 'What happened',
          description: 'Only new records, only changes of those that were there, or any.',
          default: 'any',
        }),
      ),
      where: Type.Optional(conditionSchema),
      changes: Type.Optional(changesSchema),
      fields: Type.Optional(readFieldsSchema),
      includeOwn: Type.Optional(
        Type.Boolean({
          title: 'Own changes too',
          description:
            'Also what the connected user changed last. Left out by default, so that a flow does not start itself by what it writes.',
          default: false,
        }),
      ),
    },
    { additionalProperties: false },
  ),
  item: Type.Object({
    id: Type.String({ title: 'News', description: 'Names this change: the record and its time.' }),
    object: Type.String({ title: 'Object' }),
    record: Type.String({ title: 'Record id' }),
    event: Type.Enum(['created', 'updated'], { title: 'What happened' }),
    at: Type.Number({ title: 'Time', description: 'When it was changed, in epoch milliseconds.' }),
    by: Type.Union([Type.String(), Type.Null()], { title: 'By', description: 'Id of the user who changed it last.' }),
    url: Type.String({ title: 'Link', description: 'Opens the record in Lightning.' }),
    fields: Type.Record(Type.String(), Type.Unknown(), { title: 'Fields', description: 'As they are now.' }),
    changed: Type.Optional(
      Type.Array(Type.String(), { title: 'Changed', description: 'Of the watched fields, those that changed.' }),
    ),
    before: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        title: 'Before',
        description: 'The watched fields at the look before; absent where they are not known.',
      }),
    ),
  }),
  async run(input, cursor, io) {
    const ask = input as RecordsInput;
    const { changes = [] } = ask;
    checkChanges(ask);
    const org = openOrg(io);
    const search = await searchOf(org, ask);
    const state = isObject(cursor) ? cursor : {};
    const window = readWindow(state['window']);
    if (!window) {
      const { window: first, rows } = await firstWindow(org, search);
      return { items: [], cursor: cursorOf(first, remember({}, changes, rows), changes) };
    }
    const sight = await lookThrough(org, search, window);
    const own = ask.includeOwn ? undefined : await userIdOf(org);
    const known = readRemembered(state['values'], changes);
    const { items, through } = gather(sight.rows, (each) => {
      const news = changes.length > 0 ? newsOf(changes, each.row, known[each.id]) : {};
      return news && isMeant(each, ask, own) ? itemOf(org, ask, { ...each, news }) : undefined;
    });
    const seen = sight.rows.slice(0, through).filter(({ isNew }) => isNew);
    const next = nextWindow(window, sight, through, io.now());
    return { items, cursor: cursorOf(next, remember(known, changes, seen), changes) } satisfies Found;
  },
};

/** Makes items of new rows until there are enough; `through` is how many rows were gone through. */
export function gather(
  rows: readonly StampedRow[],
  make: (row: StampedRow) => JsonObject | undefined,
): { items: JsonObject[]; through: number } {
  const items: JsonObject[] = [];
  let through = 0;
  for (; through < rows.length && items.length < MOST_ITEMS; through++) {
    const row = rows[through];
    const item = row?.isNew ? make(row) : undefined;
    if (item) items.push(item);
  }
  return { items, through };
}

/** A condition on a watched field would hide the change away from its value, and so the next one to it. */
function checkChanges({ where = {}, changes = [] }: RecordsInput): void {
  const filtered = [...(where.all ?? []), ...(where.any ?? [])].map(({ field }) => field.toLowerCase());
  const both = changes.find(({ field }) => filtered.includes(field.toLowerCase()));
  if (!both) return;
  throw new Failure({
    code: 'invalid',
    message: `${both.field} stands under the conditions and under the changes. Say under "changes" which values it must take ("to"), and leave it out of the conditions.`,
    fields: [both.field],
  });
}

async function searchOf(org: Org, ask: RecordsInput): Promise<Search> {
  const { object, where, fields = [], changes = [] } = ask;
  const describe = where && (await describeIfSeen(org, object));
  const plain = object === 'Case' ? ['CaseNumber'] : [];
  return {
    object,
    columns: [...STAMPS, ...plain, ...fields, ...changes.map(({ field }) => field)],
    where: where ? [`(${soqlCondition(where, describe)})`] : [],
    stamp: ask.event === 'created' ? 'CreatedDate' : 'SystemModstamp',
  };
}

/** What the org notes on every record. */
const STAMPS = ['CreatedDate', 'CreatedById', 'SystemModstamp', 'LastModifiedById'];

function isMeant({ row }: StampedRow, { event = 'any' }: RecordsInput, own: string | undefined): boolean {
  const by = event === 'created' ? row['CreatedById'] : row['LastModifiedById'];
  if (own !== undefined && by === own) return false;
  return event !== 'updated' || eventOf(row) === 'updated';
}

function eventOf(row: JsonObject): 'created' | 'updated' {
  return timeIn(row, 'SystemModstamp') > timeIn(row, 'CreatedDate') ? 'updated' : 'created';
}

function itemOf(
  org: Org,
  { object, event }: RecordsInput,
  news: StampedRow & { news: Partial<FieldNews> },
): JsonObject {
  const { row, id, at, name } = news;
  const named = Object.entries(plainRow(row)).filter(([field]) => !STAMPS.includes(field));
  const by = event === 'created' ? row['CreatedById'] : row['LastModifiedById'];
  return {
    id: name,
    object,
    record: id,
    event: event === 'created' ? 'created' : eventOf(row),
    at,
    by: by ?? null,
    url: linkTo(org, object, id),
    fields: Object.fromEntries(named),
    ...news.news,
  };
}

function cursorOf(window: JsonObject, values: JsonObject, changes: readonly WatchedField[]): JsonValue {
  return { window, ...(changes.length > 0 ? { values } : {}) };
}
