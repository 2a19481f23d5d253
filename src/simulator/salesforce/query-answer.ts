import { jsonAnswer, refuse, type Answer } from './answer.ts';
import { headerText, type Action } from './call.ts';
import type { ApiCall } from './data-api.ts';
import { describeColumns } from './soql/columns.ts';
import { runQuery } from './soql/soql.ts';
import type { Org } from './org.ts';
import type { QueryPage } from './query-pages.ts';

type Page = { version: string; batchSize: number };

/** `GET /query?q=`: the first page of a result, or with `columns=true` what its columns are. */
export const queryAction: Action = (org, call) => answerQuery(org, call, false);

/** `GET /queryAll?q=`: as a query, deleted records with it. */
export const queryAllAction: Action = (org, call) => answerQuery(org, call, true);

/** `GET /query/<locator>-<from>`: a further page. */
export const queryMoreAction: Action = (org, call) => {
  const page = { ...pageOf(call), locator: call.route.id ?? '' };
  const [locator = '', from = ''] = page.locator.split('-');
  const result = org.pages.find(locator);
  if (!result || !/^\d+$/.test(from)) throw refuse(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  return jsonAnswer(200, pageBody(result, { ...page, locator, from: Number(from) }));
};

function answerQuery(org: Org, call: ApiCall, withDeleted: boolean): Answer {
  const page = pageOf(call);
  const soql = call.query.get('q') ?? '';
  const scope = { org, version: page.version, withDeleted };
  if (call.query.get('columns') === 'true') return jsonAnswer(200, describeColumns(scope, soql));
  const result = runQuery(scope, soql);
  const { counted } = result;
  if (counted !== undefined) return jsonAnswer(200, { totalSize: counted, done: true, records: [] });
  const locator = result.size > page.batchSize ? org.pages.keep(result) : '';
  return jsonAnswer(200, pageBody(result, { ...page, locator, from: 0 }));
}

/** How many records the client wants at a time, within what the platform allows. */
function pageOf(call: ApiCall): Page {
  const asked = Number(/batchSize=(\d+)/i.exec(headerText(call.headers['sforce-query-options']) ?? '')?.[1] ?? 2000);
  return { version: call.route.version ?? '', batchSize: Math.min(2000, Math.max(200, asked)) };
}

function pageBody(result: QueryPage, page: Page & { locator: string; from: number }): Record<string, unknown> {
  const until = page.from + page.batchSize;
  const done = until >= result.size;
  const next = done ? {} : { nextRecordsUrl: `/services/data/${page.version}/query/${page.locator}-${until}` };
  return { totalSize: result.size, done, ...next, records: result.slice(page.from, until) };
}
