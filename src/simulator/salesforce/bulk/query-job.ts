import { isObject, type JsonValue } from '../../../base/json.ts';
import { jsonAnswer, refuse, type Answer } from '../answer.ts';
import type { Action } from '../call.ts';
import { parseBody } from '../json-body.ts';
import { readQuery, runQuery } from '../soql/soql.ts';
import { csvAnswer } from './ingest.ts';
import { needJob, openJob, shapeOf, showJob, stateOf } from './job.ts';
import { writeCsv } from './csv.ts';

/** `POST /jobs/query`: runs a query whose result is fetched as CSV. */
export const createQueryJobAction: Action = (org, call) => {
  const body = parseBody(call.body);
  const withDeleted = body['operation'] === 'queryAll';
  if (!withDeleted && body['operation'] !== 'query') {
    throw refuse(400, 'INVALIDJOB', `Unsupported operation: ${String(body['operation'])}`);
  }
  const soql = String(body['query'] ?? '');
  const scope = { org, version: call.route.version ?? '', withDeleted };
  const { query, from } = readQuery(scope, soql);
  const job = openJob(org, call, { kind: 'query', body, object: from.object.name });
  const shown = { ...showJob(org, job), state: 'UploadComplete' };
  const result = runQuery(scope, soql);
  const records = result.slice(0, result.size);
  const names = (query.fields ?? []).map((field) => {
    if (field.type === 'Field') return from.object.field(field.field)?.name ?? field.field;
    if (field.type === 'FieldRelationship') return [...field.relationships, field.field].join('.');
    throw refuse(400, 'INVALIDJOB', 'A bulk query selects fields and parent fields only');
  });
  job.results['results'] = [names, ...records.map((record) => names.map((name) => cellOf(record as never, name)))];
  job.processed = records.length;
  job.state = 'JobComplete';
  job.doneAt = org.now() + org.setup.settings.bulkMs;
  return jsonAnswer(200, shown);
};

/** `GET /jobs/query`. */
export const listQueryJobsAction: Action = (org) => {
  const records = org.jobs.list('query').map((job) => showJob(org, job));
  return jsonAnswer(200, { done: true, records, nextRecordsUrl: null });
};

/** `GET /jobs/query/<id>`. */
export const getQueryJobAction: Action = (org, call) => jsonAnswer(200, showJob(org, needJob(org, call, 'query')));

/** `PATCH /jobs/query/<id>` with `Aborted`. */
export const changeQueryJobAction: Action = (org, call) => {
  const job = needJob(org, call, 'query');
  if (parseBody(call.body)['state'] !== 'Aborted')
    throw refuse(400, 'INVALIDJOBSTATE', 'A query job can only be aborted');
  job.state = 'Aborted';
  return jsonAnswer(200, showJob(org, job));
};

/** `DELETE /jobs/query/<id>`. */
export const deleteQueryJobAction: Action = (org, call) => {
  org.jobs.delete(needJob(org, call, 'query').id);
  return { status: 204, body: '' };
};

/** `GET /jobs/query/<id>/results`: rows as CSV, page by page where `maxRecords` asks for it. */
export const queryResultsAction: Action = (org, call): Answer => {
  const job = needJob(org, call, 'query');
  if (stateOf(org, job) !== 'JobComplete') return { status: 204, body: '' };
  const [header = [], ...rows] = job.results['results'] ?? [];
  const from = Number(call.query.get('locator') ?? 0);
  const most = Number(call.query.get('maxRecords') ?? rows.length);
  const page = rows.slice(from, from + most);
  const next = from + most < rows.length ? String(from + most) : 'null';
  const headers = { 'Sforce-Locator': next, 'Sforce-NumberOfRecords': String(page.length) };
  return csvAnswer(writeCsv([header, ...page], shapeOf(job)), headers);
};

function cellOf(record: JsonValue, path: string): string {
  let value: JsonValue | undefined = record;
  for (const name of path.split('.')) value = isObject(value) ? value[name] : undefined;
  return value === undefined || value === null ? '' : String(value);
}
