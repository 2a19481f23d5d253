import { Failure } from '../../base/failure.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { HttpRequest } from '../../net/http.ts';
import type { ChannelIo } from '../channel.ts';
import { apiBaseOf, secretsOf, type TelegramConfig } from './config.ts';
import { refusalOf } from './errors.ts';
import { parseObject } from './fields.ts';
import type { StreamedForm } from './streamed-form.ts';

type Io = ChannelIo<TelegramConfig>;

/** Asks the API for something and changes nothing. Throws the refusal as a `Failure`. */
export function askApi(
  io: Io,
  method: string,
  { parameters = {}, timeoutMs }: { parameters?: JsonObject; timeoutMs?: number } = {},
): Promise<JsonValue> {
  const query = new URLSearchParams(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  ).toString();
  const url = `${methodUrl(io.config, method)}${query === '' ? '' : `?${query}`}`;
  return exchange(io, { method: 'GET', url, ...(timeoutMs !== undefined && { timeoutMs }) });
}

/** Has the API do something, with a JSON body. Throws the refusal as a `Failure`. */
export function callApi(io: Io, method: string, body: JsonObject): Promise<JsonValue> {
  const headers = { 'content-type': 'application/json' };
  return exchange(io, { method: 'POST', url: methodUrl(io.config, method), headers, body: JSON.stringify(body) });
}

/** Has the API do something with a file that comes along, as a form. */
export async function uploadToApi(io: Io, method: string, form: FormData): Promise<JsonValue> {
  const written = new Response(form);
  const headers = { 'content-type': written.headers.get('content-type') ?? 'multipart/form-data' };
  const body = new Uint8Array(await written.arrayBuffer());
  return exchange(io, { method: 'POST', url: methodUrl(io.config, method), headers, body, timeoutMs: UPLOAD_MS });
}

/** Has the API do something with a file that is read while it is sent. */
export function streamToApi(io: Io, method: string, { contentType, body }: StreamedForm): Promise<JsonValue> {
  const headers = { 'content-type': contentType };
  return exchange(io, { method: 'POST', url: methodUrl(io.config, method), headers, body, timeoutMs: UPLOAD_MS });
}

/** A large file on a slow line. */
const UPLOAD_MS = 120_000;

function methodUrl(config: TelegramConfig, method: string): string {
  return `${apiBaseOf(config)}/bot${config.botToken}/${method}`;
}

async function exchange({ config, http, now }: Io, request: HttpRequest): Promise<JsonValue> {
  const write = request.method === 'POST';
  const response = await http(request);
  const answer = parseObject(response.text());
  const good = response.status >= 200 && response.status < 300;
  if (good && answer?.['ok'] === true && answer['result'] !== undefined) return answer['result'];
  if (!good || answer?.['ok'] === false) throw refusalOf(response, { write, now: now(), secrets: secretsOf(config) });
  throw new Failure({
    code: write ? 'unknown_outcome' : 'unavailable',
    message: `Telegram answered with HTTP status ${response.status} and nothing that can be read.`,
    details: { status: response.status },
  });
}
