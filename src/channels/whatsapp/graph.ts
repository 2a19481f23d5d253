import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { HttpRequest, HttpResponse } from '../../net/http.ts';
import type { ChannelIo } from '../channel.ts';
import type { WhatsAppConfig } from './config.ts';
import { parseObject, refusalOf } from './errors.ts';

/** One call of the Graph API with the connection's token; `json` is a body that is not a message. */
export type GraphCall = Pick<HttpRequest, 'method' | 'url' | 'timeoutMs'> &
  ({ json?: JsonObject } | { body: Uint8Array; contentType: string });

/**
 * Makes a call that may be repeated without harm, and gives the object that it answers.
 * Throws a `Failure` classified by Meta's code; an answer that cannot be read is `unavailable`.
 */
export async function callGraph(io: ChannelIo<WhatsAppConfig>, call: GraphCall): Promise<JsonObject> {
  const response = await io.http(requestOf(io.config, call));
  const answer = response.status >= 200 && response.status < 300 ? parseObject(response.text()) : undefined;
  if (answer && !answer['error']) return answer;
  if (response.status < 300 && !answer) throw unreadable(response);
  throw graphRefusal(response, io, false);
}

/** What a refusal means; no secret of the connection is left in it. `write` where a repetition could do harm. */
export function graphRefusal(
  response: HttpResponse,
  { config, now }: Pick<ChannelIo<WhatsAppConfig>, 'config' | 'now'>,
  write: boolean,
): Failure {
  const { accessToken, appSecret, previousAppSecret = '', verifyToken } = config;
  return refusalOf(response, { write, now: now(), secrets: [accessToken, appSecret, previousAppSecret, verifyToken] });
}

function requestOf({ accessToken }: WhatsAppConfig, call: GraphCall): HttpRequest {
  const { method, url, timeoutMs } = call;
  const authorization = `Bearer ${accessToken}`;
  const common = { method, url, ...(timeoutMs !== undefined && { timeoutMs }) };
  if ('body' in call)
    return { ...common, headers: { authorization, 'content-type': call.contentType }, body: call.body };
  if (call.json === undefined) return { ...common, headers: { authorization } };
  const headers = { authorization, 'content-type': 'application/json' };
  return { ...common, headers, body: JSON.stringify(call.json) };
}

function unreadable({ status }: HttpResponse): Failure {
  return new Failure({
    code: 'unavailable',
    message: `WhatsApp answered with HTTP status ${status}, but not with what can be read.`,
    details: { status },
  });
}
