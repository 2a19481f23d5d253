import { Failure } from '../../base/failure.ts';
import { ACCEPT_ENCODING } from '../../net/decode.ts';
import type { HttpRequest } from '../../net/http.ts';
import { addressOf } from './address.ts';
import { claimedHeaders } from './credentials.ts';
import { limitsOf, type HttpIo } from './config.ts';
import type { RequestInput } from './input.ts';

/**
 * The request that a step asks for, without credentials. Later headers win: ours, the connection's, those that the
 * body needs, the step's, the idempotency key. Throws `invalid` for a request that contradicts itself.
 */
export function buildRequest(io: HttpIo, input: RequestInput): HttpRequest {
  const { config } = io;
  const method = input.method ?? 'GET';
  const body = bodyOf(input);
  if (body && (method === 'GET' || method === 'HEAD')) {
    throw invalid(`${method} carries no body. Set the method, such as POST, or remove the body.`, 'method');
  }
  const limits = limitsOf(config);
  return {
    method,
    url: addressOf(config, input).href,
    headers: {
      accept: 'application/json, text/*;q=0.9, */*;q=0.8',
      'accept-encoding': ACCEPT_ENCODING,
      'user-agent': 'Rondine',
      ...lowerCase(config.headers),
      ...(body && { 'content-type': body.type }),
      ...stepHeaders(io, input),
      ...(input.idempotencyHeader && { [input.idempotencyHeader.toLowerCase()]: io.key }),
    },
    ...(body && { body: body.content }),
    timeoutMs: input.timeoutMs ?? limits.timeoutMs,
    maxBytes: limits.maxBytes,
    guard: { allowPrivate: config.allowPrivate ?? [] },
  };
}

function stepHeaders({ config }: HttpIo, { headers }: RequestInput): Record<string, string> {
  const own = lowerCase(headers);
  const taken = claimedHeaders(config).find((name) => name in own);
  if (taken === undefined) return own;
  throw invalid(`The connection writes the header "${taken}" itself. Remove it from the step.`, 'headers');
}

function lowerCase(headers: RequestInput['headers'] = {}): Record<string, string> {
  const given = Object.entries(headers).filter(([, value]) => value !== null);
  return Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

type Body = { type: string; content: string | Uint8Array };

function bodyOf(input: RequestInput): Body | undefined {
  const { json, form, text, base64 } = input;
  const given = [json, form, text, base64].filter((each) => each !== undefined);
  if (given.length > 1) throw invalid('A request has one body: fill in one of JSON, form, text and bytes.', 'json');
  if (json !== undefined) return { type: 'application/json', content: JSON.stringify(json) };
  if (form !== undefined) return { type: 'application/x-www-form-urlencoded', content: formOf(form) };
  if (text !== undefined) return { type: 'text/plain; charset=utf-8', content: text };
  return base64 === undefined ? undefined : { type: 'application/octet-stream', content: bytesOf(base64) };
}

function formOf(form: NonNullable<RequestInput['form']>): string {
  const written = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== null) written.append(name, String(each));
    }
  }
  return written.toString();
}

function bytesOf(base64: string): Uint8Array {
  const packed = base64.replace(/\s+/g, '');
  if (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,3}={0,2})?$/.test(packed)) return Buffer.from(packed, 'base64');
  throw invalid('The body in bytes is no base64.', 'base64');
}

function invalid(message: string, field: string): Failure {
  return new Failure({ code: 'invalid', message, fields: [field] });
}
