import { isObject, type JsonObject, type JsonValue } from '../../../../base/json.ts';
import type { HttpRequest } from '../../../../net/http.ts';
import type { Reply } from '../../../../net/testing/recording-http.ts';
import type { Attempt, BatchResult } from '../../../connector.ts';
import type { SalesforceConfig } from '../../config.ts';
import { pretendOrg, refusalReply } from '../../testing/pretend-org.ts';
import { salesforce } from '../../salesforce.ts';

/** A part of an answer for one record: undefined where nothing is wrong with it. */
type Refusal = { statusCode: string; message: string } | undefined;

/** What an org does with writes; by default it takes them. */
export type ManyOrgOptions = {
  config?: Partial<SalesforceConfig>;
  /** Refuses single records of a request, told by their fields. */
  refuse?: (record: JsonObject, all: readonly JsonObject[]) => Refusal;
  /** Answers queries, and reads of single records, in place of the org. */
  query?: () => Reply;
  get?: () => Reply;
  /** Answers in place of the org; `commits` does what the request asks for. */
  instead?: (request: HttpRequest, commit: () => JsonObject[], number: number) => Reply | undefined | Promise<Reply>;
};

/** One effect of a group. */
export type Effect = { input: JsonObject; key?: string; attempt?: Attempt };

/** A pretended org that keeps records and takes Collections calls, and what was asked of it. */
export function manyOrg({ config, refuse, query, get, instead }: ManyOrgOptions = {}) {
  const records = new Map<string, JsonObject>();
  const writes: JsonObject[][] = [];
  const commit = (request: HttpRequest): JsonObject[] => {
    const [, , field] = /\/composite\/sobjects(?:\/(\w+)\/(\w+))?$/.exec(request.url) ?? [];
    const { records: all } = JSON.parse(textOf(request.body)) as { records: JsonObject[] };
    return all.map((record) => write(records, record, { field, refused: refuse?.(record, all) }));
  };
  const org = pretendOrg({
    ...(config ? { config } : {}),
    reply: async (request, number) => {
      if (request.url.endsWith('/describe')) return refusalReply(404, 'NOT_FOUND');
      if (query && request.url.includes('/query?')) return query();
      if (get && request.method === 'GET' && request.url.includes('/sobjects/')) return get();
      if (request.url.includes('/query?'))
        return { status: 200, body: { done: true, records: find(records, request.url) } };
      if (!request.url.includes('/composite/')) return refusalReply(400, 'UNEXPECTED', request.url);
      writes.push((JSON.parse(textOf(request.body)) as { records: JsonObject[] }).records);
      return (await instead?.(request, () => commit(request), number)) ?? { status: 200, body: commit(request) };
    },
  });
  return {
    ...org,
    records,
    /** The records of each write call, in order. */
    writes,
    sizes: () => writes.map(({ length }) => length),
    /** Performs effects together, as a host does. */
    async many(operation: string, effects: readonly Effect[]): Promise<readonly BatchResult[]> {
      const items = effects.map(({ input, key, attempt }, index) => ({
        input,
        io: org.io(key ?? keyOf(index), attempt),
      }));
      const results = await salesforce.operations[operation]?.runMany?.(items, org.io('group'));
      return results ?? [];
    },
  };
}

/** A key as effects have it. */
export const keyOf = (number: number): string => `rd${String(number).padStart(43, '0')}`;

/** What came of effects in few words: the record's id, or the code of the failure. */
export function wordsOf(results: readonly BatchResult[]): string[] {
  return results.map((result) =>
    'failure' in result ? (result.failure.providerCode ?? result.failure.code) : textOf(result.output['id']),
  );
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

type Write = { field: string | undefined; refused: Refusal };

function write(
  records: Map<string, JsonObject>,
  { attributes, ...record }: JsonObject,
  { field, refused }: Write,
): JsonObject {
  if (refused) return { success: false, errors: [{ ...refused, fields: [] }] };
  const type = isObject(attributes) ? textOf(attributes['type']) : '';
  const found = [...records.values()].find((each) =>
    field === undefined ? each['Id'] === record['id'] : each[field] === record[field],
  );
  const id = found ? textOf(found['Id']) : (record['id'] ?? `00Qxx${String(records.size + 1).padStart(10, '0')}AAA`);
  records.set(textOf(id), { type, ...found, ...record, Id: id });
  return { id, success: true, errors: [], ...(field === undefined ? {} : { created: !found }) };
}

/** Rows of a query for keys or ids. */
function find(records: ReadonlyMap<string, JsonObject>, url: string): JsonValue[] {
  const soql = decodeURIComponent(url.slice(url.indexOf('q=') + 2));
  const [, columns = '', field = '', values = ''] = /^SELECT (.*) FROM \w+ WHERE (\w+) IN \((.*)\)$/.exec(soql) ?? [];
  const wanted = new Set([...values.matchAll(/'([^']*)'/g)].map(([, value]) => value));
  return [...records.values()]
    .filter((record) => wanted.has(textOf(record[field])))
    .map((record) => Object.fromEntries(columns.split(',').map((column) => [column, record[column] ?? null])));
}
