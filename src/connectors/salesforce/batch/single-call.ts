import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { HttpRequest, HttpResponse } from '../../../net/http.ts';
import type { RecordAddress } from '../operations/write.ts';

/** A call for one record that can be made together with others of its kind. */
export type SingleCall = SingleWrite | SingleRead;

/** Writes one record that is told by its id or by a key. */
export type SingleWrite = {
  kind: 'write';
  object: string;
  at: RecordAddress;
  fields: JsonObject;
  /** Headers that decide what the org does with the record. */
  headers: Readonly<Record<string, string>>;
};

/** Reads fields of one record. */
export type SingleRead = { kind: 'read'; object: string; at: RecordAddress; fields: readonly string[] };

const RECORD = /\/services\/data\/v[\d.]+\/sobjects\/(\w+)\/([^/?]+)(?:\/([^/?]+))?(?:\?(.*))?$/;
const RECORD_ID = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;
const API_NAME = /^[A-Za-z]\w*$/;

/** What a request asks of one record; undefined for everything that is better made alone. */
export function readSingleCall({ method, url, body, headers = {} }: HttpRequest): SingleCall | undefined {
  const [, object = '', second = '', third, query = ''] = RECORD.exec(url) ?? [];
  const at = addressOf(second, third);
  if (object === '' || !at) return undefined;
  if (method === 'GET') return query.startsWith('fields=') ? readOf({ object, at, query }) : undefined;
  if (method !== 'PATCH' || query !== '' || typeof body !== 'string') return undefined;
  const fields = JSON.parse(body) as JsonValue;
  if (!isObject(fields)) return undefined;
  return { kind: 'write', object, at, fields, headers: orgHeaders(headers) };
}

function addressOf(second: string, third: string | undefined): RecordAddress | undefined {
  if (third === undefined) return RECORD_ID.test(second) ? { id: second } : undefined;
  return API_NAME.test(second) ? { field: second, value: decodeURIComponent(third) } : undefined;
}

function readOf({ object, at, query }: { object: string; at: RecordAddress; query: string }): SingleRead | undefined {
  const fields = decodeURIComponent(query.slice('fields='.length)).split(',');
  return fields.every((field) => API_NAME.test(field)) ? { kind: 'read', object, at, fields } : undefined;
}

function orgHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(headers).filter(([name]) => name.startsWith('sforce-'));
  return Object.fromEntries(own.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

/** What can share one request: calls with the same text. */
export function kindOf(call: SingleCall): string {
  const by = 'id' in call.at ? 'Id' : call.at.field;
  const rest = call.kind === 'write' ? JSON.stringify(call.headers) : call.fields.join();
  return `${call.kind} ${call.object} ${by} ${rest}`;
}

/** The answer that a single write would have had, from its part of a shared one. */
export function answerToWrite(call: SingleWrite, result: JsonObject): HttpResponse {
  if (result['success'] !== true) return jsonResponse(400, result['errors'] ?? []);
  if ('id' in call.at) return jsonResponse(204, undefined);
  return jsonResponse(result['created'] === true ? 201 : 200, result);
}

/** The answer that a single read would have had; undefined stands for a record that is not there. */
export function answerToRead(call: SingleRead, row: JsonObject | undefined): HttpResponse {
  if (row) return jsonResponse(200, row);
  return jsonResponse(404, [{ errorCode: 'NOT_FOUND', message: `No ${call.object} has this key or id.` }]);
}

const NOTHING = new Uint8Array();

function jsonResponse(status: number, value: JsonValue | undefined): HttpResponse {
  return { status, headers: {}, body: NOTHING, text: () => (value === undefined ? '' : JSON.stringify(value)) };
}
