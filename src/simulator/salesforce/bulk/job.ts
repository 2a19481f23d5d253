import { isObject, type JsonObject } from '../../../base/json.ts';
import { refuse, refuseUnknown } from '../answer.ts';
import type { ApiCall } from '../data-api.ts';
import { formatTime } from '../field-value.ts';
import type { Org } from '../org.ts';
import type { CsvShape } from './csv.ts';

/** The states of a job, from its making to its end. */
export type JobState = 'Open' | 'UploadComplete' | 'InProgress' | 'Aborted' | 'JobComplete' | 'Failed';

/** A job of Bulk API 2.0. */
export type BulkJob = {
  id: string;
  kind: 'ingest' | 'query';
  operation: string;
  object: string;
  externalIdFieldName?: string;
  version: string;
  createdAt: number;
  state: JobState;
  /** When the work counts as done; before it the job is in progress. */
  doneAt: number;
  errorMessage?: string;
  delimiterName: string;
  lineEndingName: string;
  /** What was uploaded. */
  content: string;
  processed: number;
  failed: number;
  /** Results by their name in the URL, as rows of CSV. */
  results: Record<string, string[][]>;
};

const DELIMITERS: Record<string, string> = {
  COMMA: ',',
  SEMICOLON: ';',
  TAB: '\t',
  PIPE: '|',
  CARET: '^',
  BACKQUOTE: '`',
};

/** How the texts of a job are written. */
export function shapeOf(job: BulkJob): CsvShape {
  return { delimiter: DELIMITERS[job.delimiterName] ?? ',', lineEnding: job.lineEndingName === 'CRLF' ? '\r\n' : '\n' };
}

/** The job that a call is about, or a refusal. */
export function needJob(org: Org, call: ApiCall, kind: BulkJob['kind']): BulkJob {
  const job = org.jobs.get(call.route.id ?? '');
  if (job?.kind === kind) return job;
  throw refuseUnknown();
}

/** The state as it is now. */
export function stateOf(org: Org, job: BulkJob): JobState {
  return job.state === 'JobComplete' && org.now() < job.doneAt ? 'InProgress' : job.state;
}

/** A job as answers show it. */
export function showJob(org: Org, job: BulkJob): JsonObject {
  const base = `services/data/${job.version}/jobs/${job.kind}/${job.id}`;
  const state = stateOf(org, job);
  const time = formatTime(job.createdAt);
  return {
    id: job.id,
    operation: job.operation,
    object: job.object,
    createdById: org.userId,
    createdDate: time,
    systemModstamp: time,
    state,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: Number(job.version.slice(1)),
    jobType: job.kind === 'ingest' ? 'V2Ingest' : 'V2Query',
    lineEnding: job.lineEndingName,
    columnDelimiter: job.delimiterName,
    ...(job.kind === 'ingest' ? { contentUrl: `${base}/batches`, numberRecordsFailed: job.failed } : {}),
    ...(job.externalIdFieldName === undefined ? {} : { externalIdFieldName: job.externalIdFieldName }),
    ...(job.errorMessage === undefined ? {} : { errorMessage: job.errorMessage }),
    numberRecordsProcessed: state === 'InProgress' ? 0 : job.processed,
    retries: 0,
    totalProcessingTime: 1,
    apiActiveProcessingTime: 1,
    apexProcessingTime: 0,
  };
}

/** Makes a job out of what a client asks for, and keeps it. */
export function openJob(
  org: Org,
  call: ApiCall,
  asked: { kind: BulkJob['kind']; body: JsonObject; object: string },
): BulkJob {
  const { kind, body, object } = asked;
  const word = (name: string, usual: string): string => {
    const value = body[name];
    return typeof value === 'string' ? value : usual;
  };
  if (word('contentType', 'CSV') !== 'CSV') throw refuse(400, 'INVALIDJOB', 'Only CSV is supported as contentType');
  const externalIdFieldName = body['externalIdFieldName'];
  const job: BulkJob = {
    id: org.jobs.nextId(),
    kind,
    operation: word('operation', ''),
    object,
    ...(typeof externalIdFieldName === 'string' ? { externalIdFieldName } : {}),
    version: call.route.version ?? '',
    createdAt: org.now(),
    state: 'Open',
    doneAt: 0,
    delimiterName: word('columnDelimiter', 'COMMA'),
    lineEndingName: word('lineEnding', 'LF'),
    content: '',
    processed: 0,
    failed: 0,
    results: {},
  };
  org.jobs.set(job);
  return job;
}

/** Turns a flat row with names such as `Account.Key__c` into the values of a record; `#N/A` empties a field. */
export function recordOfRow(header: readonly string[], row: readonly string[]): JsonObject {
  const record: Record<string, JsonObject | string | null> = {};
  for (const [index, name] of header.entries()) {
    const text = row[index] ?? '';
    if (text === '') continue;
    const value = text === '#N/A' ? null : text;
    const dot = name.indexOf('.');
    if (dot < 0) record[name] = value;
    else record[name.slice(0, dot)] = { [name.slice(dot + 1)]: value };
  }
  return isObject(record) ? record : {};
}
