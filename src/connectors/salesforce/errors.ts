import { Failure, type FailureCode, type FailureData } from '../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { HttpResponse } from '../../net/http.ts';
import { statusFailure } from '../../net/status.ts';

/** One error as the org words it; a few services say `statusCode` instead of `errorCode`. */
export type OrgError = { errorCode: string; message: string; fields: string[]; raw: JsonObject };

/** What was asked: for the message, and to tell a harmless repetition from an unknown outcome. */
export type Asked = { action: string; write: boolean; now: number };

type Meaning = { code: FailureCode; retryAfterMs?: number; cure?: string };

const API_OFF =
  'Give the connected user "API Enabled": Setup > Profiles > the profile > Administrative Permissions > API Enabled, or a permission set with it. Starter, Essentials and plain Professional editions have no API.';
const FIELD_ACCESS =
  'Check the API name, and the field-level security for the connected user (Setup > Object Manager > the object > Fields & Relationships > the field > Set Field-Level Security).';

const SHORT_WAIT_MS = 2000;
const MAINTENANCE_WAIT_MS = 5 * 60_000;
const DAILY_QUOTA_WAIT_MS = 15 * 60_000;

/** What each errorCode means for us. A code that is missing here is a final refusal: `invalid`. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>(
  Object.entries({
    INVALID_SESSION_ID: { code: 'auth' },
    INVALID_AUTH_HEADER: { code: 'auth' },
    API_DISABLED_FOR_ORG: { code: 'denied', cure: API_OFF },
    API_CURRENTLY_DISABLED: { code: 'denied', cure: API_OFF },
    CONCURRENT_REQUEST_LIMIT_EXCEEDED: { code: 'rate_limited', retryAfterMs: SHORT_WAIT_MS },
    TOO_MANY_APEX_REQUESTS: { code: 'rate_limited', retryAfterMs: SHORT_WAIT_MS },
    UNABLE_TO_LOCK_ROW: { code: 'unavailable', retryAfterMs: SHORT_WAIT_MS },
    SERVER_UNAVAILABLE: { code: 'unavailable' },
    INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE: { code: 'unavailable', retryAfterMs: MAINTENANCE_WAIT_MS },
    DUPLICATE_VALUE: { code: 'conflict' },
    DUPLICATES_DETECTED: {
      code: 'conflict',
      cure: 'A duplicate rule of the org found a similar record. Use that record, or allow duplicates in the step (onDuplicate).',
    },
    DUPLICATE_EXTERNAL_ID: { code: 'conflict', cure: 'Several records have this External ID; merge them.' },
    INVALID_FIELD: { code: 'invalid', cure: FIELD_ACCESS },
    INVALID_FIELD_FOR_INSERT_UPDATE: { code: 'invalid', cure: FIELD_ACCESS },
    ENTITY_IS_DELETED: { code: 'not_found' },
    NOT_FOUND: { code: 'not_found' },
    ENTITY_IS_LOCKED: { code: 'conflict', cure: 'The record is in an approval; wait for its end or unlock it.' },
    CANNOT_UPDATE_CONVERTED_LEAD: { code: 'conflict', cure: 'The lead was converted: write to its contact instead.' },
    INSUFFICIENT_ACCESS: { code: 'denied' },
    INSUFFICIENT_ACCESS_OR_READONLY: { code: 'denied' },
    INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: { code: 'denied' },
    STORAGE_LIMIT_EXCEEDED: { code: 'denied', cure: 'The data storage of the org is full (Setup > Storage Usage).' },
    ORG_LOCKED: { code: 'denied', cure: 'The org is locked: ask its administrator.' },
    TRIAL_EXPIRED: { code: 'denied', cure: 'The trial of the org is over.' },
    LOGIN_DURING_RESTRICTED_DOMAIN: {
      code: 'denied',
      cure: 'Allow this server in Setup > Profiles > Login IP Ranges.',
    },
    LOGIN_DURING_RESTRICTED_TIME: { code: 'denied', cure: 'Extend Setup > Profiles > Login Hours of the user.' },
    MALFORMED_QUERY: { code: 'defect' },
    UNSUPPORTED_MEDIA_TYPE: { code: 'defect' },
    METHOD_NOT_ALLOWED: { code: 'unsupported' },
  } satisfies Record<string, Meaning>),
);

/** The time ran out inside the org: a write may have been committed. */
const RAN_OUT_OF_TIME = new Set(['REQUEST_RUNNING_TOO_LONG', 'QUERY_TIMEOUT']);

/** Statuses that mean "not executed" even when a gateway answered without an errorCode. */
const CERTAIN = new Set([404, 405, 413, 414, 415, 429, 431]);

/**
 * The failure that a refusing answer means: by its errorCode first, then by its status; never by its text,
 * which follows the language of the org. Without a readable body a write has an unknown outcome.
 */
export function refusal(response: HttpResponse, asked: Asked): Failure {
  const errors = readErrors(response);
  const first = errors[0];
  if (response.status === 300) return ambiguousKey(asked);
  if (!first) return unreadable(response, asked);
  return refusalOf(errors, response.status, asked);
}

/** The failure that errors mean, wherever the org wrote them: alone, or for one record of several. */
export function refusalOf(errors: readonly OrgError[], status: number, asked: Asked): Failure {
  const first = errors[0] ?? { errorCode: 'UNKNOWN_EXCEPTION', message: '', fields: [], raw: {} };
  const { code, retryAfterMs, cure } = meaningOf(first, status, asked.write);
  const fields = errors.flatMap((error) => error.fields);
  const texts = errors.map((error) => error.message).join(' ');
  return new Failure({
    code,
    message: sentence(`Salesforce did not ${asked.action}: ${texts || first.errorCode}`, cure),
    providerCode: first.errorCode,
    providerMessage: texts,
    details: { status, ...existing(first) },
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(fields.length === 0 ? {} : { fields }),
  } satisfies FailureData);
}

/** The errors in an answer's body; empty when it holds none that can be read. */
export function readErrors(response: HttpResponse): OrgError[] {
  return readErrorList(parse(response));
}

/** The errors in a value: a list of them, or one alone. */
export function readErrorList(body: JsonValue | undefined): OrgError[] {
  const list: readonly unknown[] = Array.isArray(body) ? body : [body];
  const errors: OrgError[] = [];
  for (const raw of list) {
    if (!isObject(raw)) continue;
    const errorCode = raw['errorCode'] ?? raw['statusCode'];
    if (typeof errorCode !== 'string') continue;
    errors.push({
      errorCode,
      message: typeof raw['message'] === 'string' ? raw['message'] : '',
      fields: Array.isArray(raw['fields']) ? raw['fields'].filter((field) => typeof field === 'string') : [],
      raw,
    });
  }
  return errors;
}

/** An answer's body as JSON; `undefined` when it is something else. */
export function parse(response: HttpResponse): JsonValue | undefined {
  try {
    return JSON.parse(response.text()) as JsonValue;
  } catch {
    return undefined;
  }
}

/** A success whose body cannot be used: the write may have happened, but its id is not known. */
export function unusableBody(status: number, asked: Asked): Failure {
  return new Failure({
    code: asked.write ? 'unknown_outcome' : 'unavailable',
    message: `Salesforce answered the request to ${asked.action} with status ${status}, but not with the expected JSON.`,
    details: { status },
  });
}

function meaningOf(error: OrgError, status: number, write: boolean): Meaning {
  const { errorCode, message } = error;
  if (errorCode === 'REQUEST_LIMIT_EXCEEDED') return limitMeaning(message);
  if (RAN_OUT_OF_TIME.has(errorCode)) return { code: write ? 'unknown_outcome' : 'unavailable' };
  // A trigger or flow of the org that met a locked row reports it inside its own error.
  if (errorCode === 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY' && message.includes('UNABLE_TO_LOCK_ROW')) {
    return { code: 'unavailable', retryAfterMs: SHORT_WAIT_MS };
  }
  const known = MEANINGS.get(errorCode);
  if (known) return known;
  if (status >= 500) return { code: write ? 'unknown_outcome' : 'unavailable' };
  if (status === 401) return { code: 'auth' };
  return { code: status === 403 ? 'denied' : 'invalid' };
}

/** `ConcurrentRequests` frees within seconds, the quota of 24 hours rolls: look again every quarter of an hour. */
function limitMeaning(message: string): Meaning {
  if (/concurrent/i.test(message)) return { code: 'rate_limited', retryAfterMs: SHORT_WAIT_MS };
  return {
    code: 'rate_limited',
    retryAfterMs: DAILY_QUOTA_WAIT_MS,
    cure: 'The API calls of the last 24 hours are used up (Setup > Company Information > API Requests).',
  };
}

function unreadable(response: HttpResponse, asked: Asked): Failure {
  if (asked.write && !CERTAIN.has(response.status)) {
    return new Failure({
      code: 'unknown_outcome',
      message: `Salesforce answered the request to ${asked.action} with status ${response.status} and no readable error. It may have been executed.`,
      details: { status: response.status },
    });
  }
  return statusFailure(response, { who: `Salesforce, asked to ${asked.action},`, write: asked.write, now: asked.now });
}

function ambiguousKey(asked: Asked): Failure {
  return new Failure({
    code: 'conflict',
    message: `Salesforce did not ${asked.action}: several records have this External ID. Make the field Unique and merge the records.`,
    details: { status: 300 },
  });
}

function sentence(text: string, cure: string | undefined): string {
  const ended = /[.!?]$/.test(text) ? text : `${text}.`;
  return cure ? `${ended} ${cure}` : ended;
}

/** Ids of the records that stand in the way. */
function existing(error: OrgError): JsonObject {
  if (error.errorCode === 'DUPLICATE_VALUE') {
    const id = recordIdIn(error.message);
    return id ? { existingId: id } : {};
  }
  if (error.errorCode !== 'DUPLICATES_DETECTED') return {};
  // The first spelling is what real orgs answer, the second is what they should.
  const result = error.raw['duplicateResut'] ?? error.raw['duplicateResult'];
  if (!isObject(result)) return {};
  const matches = matchedRecords(result);
  const ids = matches.map(({ id }) => id);
  return {
    ...(ids[0] ? { existingId: ids[0], existingIds: ids, existing: matches } : {}),
    ...(typeof result['duplicateRule'] === 'string' ? { duplicateRule: result['duplicateRule'] } : {}),
    allowSave: result['allowSave'] === true,
  };
}

/** A word of 15 or 18 letters and digits with at least one digit; the last one, since the id ends the sentence. */
function recordIdIn(text: string): string | undefined {
  const words = text.match(/\b(?=[A-Za-z]*[0-9])[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?\b/g);
  return words?.at(-1);
}

function matchedRecords(result: JsonObject): { object: string; id: string }[] {
  const found: { object: string; id: string }[] = [];
  for (const match of listOf(result['matchResults'])) {
    for (const entry of listOf(match['matchRecords'])) {
      const record = entry['record'];
      if (!isObject(record) || typeof record['Id'] !== 'string') continue;
      const attributes = isObject(record['attributes']) ? record['attributes'] : {};
      const object = attributes['type'] ?? match['entityType'];
      found.push({ object: typeof object === 'string' ? object : '', id: record['Id'] });
    }
  }
  return found;
}

function listOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
