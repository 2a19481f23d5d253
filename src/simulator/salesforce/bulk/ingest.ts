import type { JsonObject, JsonValue } from '../../../base/json.ts';
import { jsonAnswer, refuse, refuseUnknown, type ApiError, type Answer } from '../answer.ts';
import { callWriter, type Action } from '../call.ts';
import { parseBody } from '../json-body.ts';
import { deleteById, upsertItem } from '../many/collections.ts';
import { writeMany, type ManyItem, type ManyResult } from '../many/chunk.ts';
import type { ObjectType } from '../metadata.ts';
import type { Org } from '../org.ts';
import { needObject, needRow } from '../rows.ts';
import type { Writer } from '../write/writer.ts';
import { insertRecord, updateRecord } from '../write/write-record.ts';
import { parseCsv, writeCsv } from './csv.ts';
import { needJob, openJob, recordOfRow, shapeOf, showJob, stateOf, type BulkJob } from './job.ts';

const OPERATIONS = ['insert', 'update', 'upsert', 'delete', 'hardDelete'];
const CHUNK = 200;

/** `POST /jobs/ingest`. */
export const createIngestAction: Action = (org, call) => {
  const body = parseBody(call.body);
  const object = org.setup.schema.find(String(body['object']));
  if (!object) throw refuse(400, 'INVALIDENTITY', `Unable to find object: ${String(body['object'])}`);
  if (!OPERATIONS.includes(String(body['operation']))) {
    throw refuse(400, 'INVALIDJOB', `Unsupported operation: ${String(body['operation'])}`);
  }
  const key = body['externalIdFieldName'];
  if (body['operation'] === 'upsert' && !object.field(String(key))?.idLookup) {
    throw refuse(400, 'INVALIDJOB', `InvalidJob : Field name provided, ${String(key)} does not match an External ID`);
  }
  return jsonAnswer(200, showJob(org, openJob(org, call, { kind: 'ingest', body, object: object.name })));
};

/** `GET /jobs/ingest`. */
export const listIngestAction: Action = (org) => {
  const records = org.jobs.list('ingest').map((job) => showJob(org, job));
  return jsonAnswer(200, { done: true, records, nextRecordsUrl: null });
};

/** `GET /jobs/ingest/<id>`. */
export const getIngestAction: Action = (org, call) => jsonAnswer(200, showJob(org, needJob(org, call, 'ingest')));

/** `PUT /jobs/ingest/<id>/batches`: the rows as CSV. */
export const uploadIngestAction: Action = (org, call) => {
  const job = needJob(org, call, 'ingest');
  if (job.state !== 'Open') throw wrongState(job);
  job.content += call.body;
  return { status: 201, body: '' };
};

/** `PATCH /jobs/ingest/<id>`: the upload is complete, and its rows are written; or the job is given up. */
export const changeIngestAction: Action = (org, call) => {
  const job = needJob(org, call, 'ingest');
  const { state } = parseBody(call.body);
  if (state === 'Aborted') {
    job.state = 'Aborted';
    return jsonAnswer(200, showJob(org, job));
  }
  if (state !== 'UploadComplete' || job.state !== 'Open') throw wrongState(job);
  // The answer tells of the upload; what became of the rows is for the next question.
  const shown = { ...showJob(org, job), state: 'UploadComplete' };
  carryOut(org, callWriter(org, call), job);
  return jsonAnswer(200, shown);
};

/** `DELETE /jobs/ingest/<id>`. */
export const deleteIngestAction: Action = (org, call) => {
  org.jobs.delete(needJob(org, call, 'ingest').id);
  return { status: 204, body: '' };
};

/** `GET /jobs/ingest/<id>/successfulResults`, `failedResults` or `unprocessedrecords`. */
export const ingestResultsAction: Action = (org, call) => {
  const job = needJob(org, call, 'ingest');
  const rows = stateOf(org, job) === 'InProgress' ? [] : job.results[(call.route.keyField ?? '').toLowerCase()];
  if (!rows && !NAMES.includes((call.route.keyField ?? '').toLowerCase())) throw refuseUnknown();
  return csvAnswer(writeCsv(rows ?? [], shapeOf(job)));
};

const NAMES = ['successfulresults', 'failedresults', 'unprocessedrecords'];

/** An answer of CSV. */
export function csvAnswer(body: string, headers: Record<string, string> = {}): Answer {
  return { status: 200, body: '', bytes: Buffer.from(body), headers: { 'Content-Type': 'text/csv', ...headers } };
}

function wrongState(job: BulkJob): Error {
  return refuse(400, 'INVALIDJOBSTATE', `Job state ${job.state} does not allow this`);
}

function carryOut(org: Org, writer: Writer, job: BulkJob): void {
  const object = needObject(org, job.object);
  job.doneAt = org.now() + org.setup.settings.bulkMs;
  job.state = 'JobComplete';
  const [header, ...rows] = readRows(job);
  const unknown = header?.find((name) => !isColumn(object, name));
  if (!header || unknown !== undefined) {
    job.state = 'Failed';
    job.errorMessage = header
      ? `InvalidBatch : Field name not found : ${String(unknown)}`
      : 'InvalidBatch : The CSV content has no header or is broken';
    job.results['unprocessedrecords'] = header ? [header, ...rows] : [];
    return;
  }
  const seen = new Set<JsonValue>();
  const results: ManyResult[] = [];
  for (let from = 0; from < rows.length; from += CHUNK) {
    const items = rows
      .slice(from, from + CHUNK)
      .map((row) => itemOf(writer, { job, object, record: recordOfRow(header, row), seen }));
    results.push(...writeMany(writer, items, { allOrNone: false }));
  }
  keepResults(job, { header, rows, results });
}

function readRows(job: BulkJob): string[][] {
  try {
    return parseCsv(job.content, shapeOf(job).delimiter);
  } catch {
    return [];
  }
}

function isColumn(object: ObjectType, name: string): boolean {
  const dot = name.indexOf('.');
  return (dot < 0 ? object.field(name) : object.relationship(name.slice(0, dot))) !== undefined;
}

function itemOf(
  writer: Writer,
  row: { job: BulkJob; object: ObjectType; record: JsonObject; seen: Set<JsonValue> },
): ManyItem {
  const { job, object, record, seen } = row;
  const { Id, ...sent } = record;
  switch (job.operation) {
    case 'insert':
      return { object, sent, work: () => ({ id: insertRecord(writer, { object, sent }).id, created: true }) };
    case 'upsert':
      return upsertItem(writer, { object, record, key: job.externalIdFieldName ?? '', seen });
    case 'update': {
      const work = (): { id: string; created: boolean } => {
        const found = needRow(writer.org, object, String(Id));
        updateRecord(writer, { object, row: found, sent });
        return { id: found.id, created: false };
      };
      return { object, sent, work };
    }
    default:
      return { object: undefined, sent: {}, work: () => deleteById(writer, String(Id)) };
  }
}

function keepResults(
  job: BulkJob,
  written: { header: readonly string[]; rows: readonly string[][]; results: readonly ManyResult[] },
): void {
  const { header, rows, results } = written;
  const good: string[][] = [['sf__Id', 'sf__Created', ...header]];
  const bad: string[][] = [['sf__Id', 'sf__Error', ...header]];
  for (const [index, result] of results.entries()) {
    const row = rows[index] ?? [];
    if (result.errors.length === 0) good.push([result.id ?? '', String(result.created ?? false), ...row]);
    else bad.push([result.id ?? '', result.errors.map(errorText).join(';'), ...row]);
  }
  job.processed = results.length;
  job.failed = bad.length - 1;
  job.results = { successfulresults: good, failedresults: bad, unprocessedrecords: [[...header]] };
}

function errorText({ errorCode, message, fields }: ApiError): string {
  return `${errorCode}:${message}:${(fields ?? []).join(' ')} --`;
}
