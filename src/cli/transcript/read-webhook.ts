import { isMap } from 'yaml';
import { isObject } from '../../base/json.ts';
import type { Unplaced } from './reader.ts';
import { hasOnly, jsonOf, objectOf, oneOf, textOf, textsOf, type Report } from './yaml-nodes.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Reads a call of a webhook. */
export function readWebhook(value: unknown, report: Report): Unplaced | undefined {
  if (!isMap(value)) return void report(value, 'Write the call: { path: new-order, body: { … } }.');
  if (!hasOnly(value, ['path', 'method', 'query', 'headers', 'body'], report)) return undefined;
  const path = textOf(value.get('path', true), report);
  const method = value.has('method') ? oneOf(value.get('method', true), METHODS, report) : 'POST';
  const query = value.has('query') ? textsOf(value.get('query', true), report) : {};
  const headers = value.has('headers') ? textsOf(value.get('headers', true), report) : {};
  const body = value.has('body') ? jsonOf(value.get('body', true), report) : null;
  if (path === undefined || !method || !query || !headers || body === undefined) return undefined;
  return { kind: 'webhook', call: { path, method, query, headers, ...(value.has('body') ? { body } : {}) } };
}

/** Reads what a webhook has to be answered. */
export function readResponse(value: unknown, report: Report): Unplaced | undefined {
  if (!isMap(value)) return void report(value, 'Write what is answered: { status: 200, body: { … } }.');
  if (!hasOnly(value, ['status', 'headers', 'body'], report)) return undefined;
  const said = objectOf(value, report);
  if (!said) return undefined;
  const { status, headers, body } = said;
  if (status !== undefined && typeof status !== 'number')
    return void report(value.get('status', true), 'Write the HTTP status as a number, such as 200.');
  if (headers !== undefined && !isObject(headers))
    return void report(value.get('headers', true), 'Write the headers as { content-type: text/plain }.');
  return {
    kind: 'response',
    ...(status === undefined ? {} : { status }),
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined ? {} : { body }),
  };
}
