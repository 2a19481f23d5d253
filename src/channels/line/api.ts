import type { JsonObject } from '../../base/json.ts';
import type { HttpRequest, HttpResponse } from '../../net/http.ts';
import type { ChannelIo } from '../channel.ts';
import { parseObject } from '../providers/reading.ts';
import { unreadable } from '../providers/refusal.ts';
import { apiUrl, type LineConfig, secretsOf } from './config.ts';
import { refusalOf, WHO } from './errors.ts';

type Io = ChannelIo<LineConfig>;

/** One call: its method, its path after `/v2/bot`, and what it holds. */
export type ApiCall = { method: 'GET' | 'POST' | 'PUT'; path: string; body?: JsonObject; retryKey?: string };

/** Makes one call and resolves to whatever is answered. */
export function exchange({ config, http }: Io, { method, path, body, retryKey }: ApiCall): Promise<HttpResponse> {
  const request: HttpRequest = {
    method,
    url: apiUrl(config, path),
    headers: {
      authorization: `Bearer ${config.accessToken}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(retryKey !== undefined && { 'x-line-retry-key': retryKey }),
    },
    ...(body && { body: JSON.stringify(body) }),
  };
  return http(request);
}

/** The failure that a refused call means. */
export function refusedCall(response: HttpResponse, { config, now }: Io, write: boolean) {
  return refusalOf(response, { write, now: now(), secrets: secretsOf(config) });
}

/** Makes one call and resolves to its answer, which is a JSON object. Throws the refusal as a `Failure`. */
export async function callApi(io: Io, call: ApiCall): Promise<JsonObject> {
  const write = call.method !== 'GET';
  const response = await exchange(io, call);
  if (response.status < 200 || response.status > 299) throw refusedCall(response, io, write);
  const answer = parseObject(response.text());
  if (!answer) throw unreadable(WHO, response, write);
  return answer;
}
