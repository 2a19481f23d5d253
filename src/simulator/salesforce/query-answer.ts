import { jsonAnswer, refuse, type Answer } from './answer.ts';
import type { Org } from './org.ts';
import { runQuery } from './soql.ts';

type Page = { version: string; batchSize: number };

/** `GET /query?q=`: the first page of a result. */
export function answerQuery(org: Org, call: Page & { soql: string }): Answer {
  const { rows, render, counted } = runQuery({ store: org.store, now: org.now(), version: call.version }, call.soql);
  if (counted !== undefined) return jsonAnswer(200, { totalSize: counted, done: true, records: [] });
  const locator = rows.length > call.batchSize ? org.pages.keep({ rows, render }) : '';
  return jsonAnswer(200, pageBody({ rows, render }, { ...call, locator, from: 0 }));
}

/** `GET /query/<locator>-<from>`: a further page. */
export function answerQueryMore(org: Org, call: Page & { locator: string }): Answer {
  const [locator = '', from = ''] = call.locator.split('-');
  const result = org.pages.find(locator);
  if (!result || !/^\d+$/.test(from)) throw refuse(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  return jsonAnswer(200, pageBody(result, { ...call, locator, from: Number(from) }));
}

function pageBody(
  result: Parameters<Org['pages']['keep']>[0],
  page: Page & { locator: string; from: number },
): Record<string, unknown> {
  const until = page.from + page.batchSize;
  const done = until >= result.rows.length;
  const next = done ? {} : { nextRecordsUrl: `/services/data/${page.version}/query/${page.locator}-${until}` };
  return {
    totalSize: result.rows.length,
    done,
    ...next,
    records: result.rows.slice(page.from, until).map(result.render),
  };
}
