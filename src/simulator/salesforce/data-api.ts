import { admit } from './admission.ts';
import { Refusal, jsonAnswer, refuse, refuseUnknown, type Answer } from './answer.ts';
import { DESCRIBE_LAST_MODIFIED, describeBriefly, describeFully, type Language } from './describe.ts';
import { METADATA_CHANGED_AT, OBJECTS, findObject } from './metadata.ts';
import { IDENTITY_CALLS, bearerOf } from './identity-api.ts';
import type { Org } from './org.ts';
import { answerQuery, answerQueryMore } from './query-answer.ts';
import * as records from './records.ts';
import { NEWEST_VERSION, OLDEST_VERSION, checkRoute, type Operation, type Route } from './route.ts';

/** A call of the org's API with everything that its answer depends on. */
export type ApiCall = {
  method: string;
  route: Route;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** The server's own URL, which token answers name as `instance_url`. */
  baseUrl: string;
};

/** Carries out a call and gives the org's answer; a refused call changes nothing. */
export function answerCall(org: Org, call: ApiCall): Answer {
  try {
    checkRoute(call.route, call.method);
    const open = OPEN[call.route.operation];
    return open ? open(org, call) : answerData(org, call);
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.answer;
    throw thrown;
  }
}

type Action = (org: Org, call: ApiCall) => Answer;

/** Calls that bring their own credentials or need none. */
const OPEN: Partial<Record<Operation, Action>> = {
  ...IDENTITY_CALLS,
  versions: () => jsonAnswer(200, VERSIONS),
};

const DATA: Partial<Record<Operation, Action>> = {
  resources: (org, call) => jsonAnswer(200, resources(org, call)),
  limits: (org) => jsonAnswer(200, limits(org)),
  'list-objects': (org, call) => {
    const shown = { version: call.route.version ?? '', language: languageOf(org, call) };
    const sobjects = OBJECTS.map((object) => describeBriefly(object, shown));
    return jsonAnswer(200, { encoding: 'UTF-8', maxBatchSize: 200, sobjects });
  },
  'object-info': (org, call) => {
    const object = findObject(call.route.object ?? '');
    if (!object) throw refuseUnknown();
    const shown = { version: call.route.version ?? '', language: languageOf(org, call) };
    return jsonAnswer(200, { objectDescribe: describeBriefly(object, shown), recentItems: [] });
  },
  describe,
  create: onRecord(records.createRecord),
  get: onRecord(records.getRecord),
  update: onRecord(records.updateRecord),
  delete: onRecord(records.deleteRecord),
  upsert: onRecord(records.upsertRecord),
  'get-by-key': onRecord(records.getRecordByKey),
  'delete-by-key': onRecord(records.deleteRecordByKey),
  query: (org, call) => answerQuery(org, { ...pageOf(call), soql: call.query.get('q') ?? '' }),
  'query-more': (org, call) => answerQueryMore(org, { ...pageOf(call), locator: call.route.id ?? '' }),
};

function answerData(org: Org, call: ApiCall): Answer {
  const own = admit(org, bearerOf(call));
  org.usage.used++;
  const headers = { 'Sforce-Limit-Info': `api-usage=${org.usage.used}/${org.usage.max}` };
  const answer = withinLimits(own, call);
  return { ...answer, headers: answer.headers ? { ...answer.headers, ...headers } : headers };
}

function withinLimits(org: Org, call: ApiCall): Answer {
  try {
    if (org.usage.used > org.usage.max) throw refuse(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
    const action = DATA[call.route.operation];
    if (!action) throw refuseUnknown();
    return action(org, call);
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.answer;
    throw thrown;
  }
}

function onRecord(action: (org: Org, call: records.RecordCall) => Answer): Action {
  return (org, call) => {
    if (call.method === 'POST' || call.method === 'PATCH') checkMediaType(call);
    const { version = '', object = '', id, keyField, keyValue } = call.route;
    const named: records.RecordCall = { version, object, query: call.query, body: call.body };
    if (id !== undefined) named.id = id;
    if (keyField !== undefined) named.keyField = keyField;
    if (keyValue !== undefined) named.keyValue = keyValue;
    return action(org, named);
  };
}

function checkMediaType(call: ApiCall): void {
  const type = text(call.headers['content-type']) ?? '';
  if (/^application\/json\b/i.test(type)) return;
  throw refuse(415, 'UNSUPPORTED_MEDIA_TYPE', `MediaType of '${type}' is not supported by this resource`);
}

function describe(org: Org, call: ApiCall): Answer {
  const object = findObject(call.route.object ?? '');
  if (!object) throw refuseUnknown();
  const headers = { 'Last-Modified': DESCRIBE_LAST_MODIFIED };
  const since = Date.parse(text(call.headers['if-modified-since']) ?? '');
  if (since >= METADATA_CHANGED_AT) return { status: 304, body: '', headers };
  const shown = { version: call.route.version ?? '', language: languageOf(org, call) };
  return jsonAnswer(200, describeFully(org, object, shown), headers);
}

function languageOf(org: Org, call: ApiCall): Language {
  const asked = text(call.headers['accept-language'])?.slice(0, 2).toLowerCase();
  return asked === 'it' || asked === 'en' ? asked : org.language;
}

function pageOf(call: ApiCall): { version: string; batchSize: number } {
  const asked = Number(/batchSize=(\d+)/i.exec(text(call.headers['sforce-query-options']) ?? '')?.[1] ?? 2000);
  return { version: call.route.version ?? '', batchSize: Math.min(2000, Math.max(200, asked)) };
}

function text(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

/** Three releases a year, numbered back from the newest, Winter '27. */
const VERSIONS = Array.from({ length: NEWEST_VERSION - OLDEST_VERSION + 1 }, (_, index) => {
  const number = OLDEST_VERSION + index;
  const age = NEWEST_VERSION - number;
  const label = `${['Winter', 'Summer', 'Spring'][age % 3]} '${27 - Math.ceil(age / 3)}`;
  return { label, url: `/services/data/v${number}.0`, version: `${number}.0` };
});

function resources(org: Org, call: ApiCall): Record<string, string> {
  const base = `/services/data/${call.route.version ?? ''}`;
  return {
    limits: `${base}/limits`,
    query: `${base}/query`,
    sobjects: `${base}/sobjects`,
    identity: `${call.baseUrl}/id/${org.organizationId}/${org.userId}`,
  };
}

function limits(org: Org): Record<string, { Max: number; Remaining: number }> {
  const unused = (max: number): { Max: number; Remaining: number } => ({ Max: max, Remaining: max });
  return {
    DailyApiRequests: { Max: org.usage.max, Remaining: Math.max(0, org.usage.max - org.usage.used) },
    DailyBulkApiBatches: unused(15_000),
    DataStorageMB: unused(1024),
    FileStorageMB: unused(1024),
    HourlyPublishedPlatformEvents: unused(50_000),
    DailyDeliveredPlatformEvents: unused(10_000),
  };
}
