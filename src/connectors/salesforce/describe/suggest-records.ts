import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { Suggestion } from '../../connector.ts';
import { soqlLike, soqlText } from '../operations/soql.ts';
import type { Org } from '../request.ts';
import { describeIfSeen } from './describe-cache.ts';
import type { FieldDescribe, ObjectDescribe } from './object-describe.ts';

/** Most records that are asked for. */
const MOST = 20;

type RecordsAsk = { describe: ObjectDescribe; field: FieldDescribe; text: string };

/** Records that a field may name, as portable references: looked for in the org by what was typed, 20 at most. */
export async function suggestRecords(org: Org, { describe, field, text }: RecordsAsk): Promise<Suggestion[]> {
  const wanted = text.trim();
  const targets = field.referenceTo ?? [];
  if (targets.includes('RecordType')) return recordTypes(describe, wanted);
  const found = await Promise.all(targets.slice(0, 3).map((target) => look(org, { describe, target, text: wanted })));
  return found.flat().slice(0, MOST);
}

function recordTypes({ recordTypes: types }: ObjectDescribe, text: string): Suggestion[] {
  const small = text.toLowerCase();
  return types
    .filter(({ available, master }) => available && !master)
    .filter(({ name, developerName }) => [name, developerName].some((each) => each.toLowerCase().includes(small)))
    .slice(0, MOST)
    .map(({ name, developerName }) => ({ value: { recordType: developerName }, label: name, detail: developerName }));
}

type Look = { describe: ObjectDescribe; target: string; text: string };

async function look(org: Org, { describe, target, text }: Look): Promise<Suggestion[]> {
  if (target === 'User') return users(org, text);
  if (target === 'Group') return queues(org, describe.object, text);
  if (target === 'Campaign') return campaigns(org, text);
  return named(org, target, text);
}

async function users(org: Org, text: string): Promise<Suggestion[]> {
  const rows = await query(org, 'users', {
    select: 'Name, Username FROM User',
    where: ['IsActive = true', like(['Name', 'Username'], text)],
    order: 'Name',
  });
  return rows.map((row) => ({
    value: { user: textOf(row['Username']) },
    label: textOf(row['Name']),
    detail: textOf(row['Username']),
  }));
}

/** Only queues that take records of this object. */
async function queues(org: Org, object: string, text: string): Promise<Suggestion[]> {
  const rows = await query(org, 'queues', {
    select: 'Queue.Name, Queue.DeveloperName FROM QueueSobject',
    where: [`SobjectType = ${soqlText(object)}`, like(['Queue.Name'], text)],
    order: 'Queue.Name',
  });
  return rows.flatMap(({ Queue: queue }) =>
    isObject(queue)
      ? [
          {
            value: { queue: textOf(queue['DeveloperName']) },
            label: textOf(queue['Name']),
            detail: `queue ${textOf(queue['DeveloperName'])}`,
          },
        ]
      : [],
  );
}

async function campaigns(org: Org, text: string): Promise<Suggestion[]> {
  const rows = await query(org, 'campaigns', {
    select: 'Name, Status FROM Campaign',
    where: ['IsActive = true', like(['Name'], text)],
    order: 'Name',
  });
  return rows.map((row) => ({
    value: { campaign: textOf(row['Name']) },
    label: textOf(row['Name']),
    detail: textOf(row['Status']),
  }));
}

/** Records of any other object, by the field that names them. */
async function named(org: Org, target: string, text: string): Promise<Suggestion[]> {
  const describe = await describeIfSeen(org, target);
  const field = describe?.queryable ? describe.fields.find(({ nameField }) => nameField)?.name : undefined;
  if (!describe || field === undefined) return [];
  const rows = await query(org, describe.labelPlural, {
    select: `${field} FROM ${target}`,
    where: [like([field], text)],
    order: field,
  });
  return rows.map((row) => ({
    value: { reference: target, [field === 'Name' ? 'name' : field]: textOf(row[field]) },
    label: textOf(row[field]),
    detail: describe.label,
  }));
}

type Query = { select: string; where: readonly string[]; order: string };

async function query(org: Org, what: string, { select, where, order }: Query): Promise<JsonObject[]> {
  const filters = where.filter((each) => each !== '');
  const soql = [
    `SELECT ${select}`,
    ...(filters.length > 0 ? [`WHERE ${filters.join(' AND ')}`] : []),
    `ORDER BY ${order} LIMIT ${MOST}`,
  ].join(' ');
  const { body } = await org.call({
    method: 'GET',
    path: `/query?q=${encodeURIComponent(soql)}`,
    action: `look for ${what}`,
  });
  return isObject(body) && Array.isArray(body['records']) ? body['records'].filter(isObject) : [];
}

function like(fields: readonly string[], text: string): string {
  if (text === '') return '';
  const filters = fields.map((field) => `${field} LIKE '%${soqlLike(text)}%'`);
  return filters.length === 1 ? (filters[0] ?? '') : `(${filters.join(' OR ')})`;
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
