import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { HttpRequest, HttpResponse } from '../../net/http.ts';
import { createMask } from '../../net/redact.ts';
import type { ChannelIo } from '../channel.ts';
import { exactNumbers, parseObject, textAt } from '../providers/reading.ts';
import { explain, refusal, unreadable } from '../providers/refusal.ts';
import { apiBaseOf, secretsOf, type WechatConfig } from './config.ts';
import { TOKEN_CODES, WECHAT } from './errors.ts';
import { newAccessToken, readAnswer, accessTokenOf } from './token.ts';

type Io = ChannelIo<WechatConfig>;

/** One call of the API: its path, and what goes along. `reads` marks a POST that changes nothing. */
export type ApiCall = Pick<HttpRequest, 'body' | 'timeoutMs' | 'maxBytes'> & {
  path: string;
  query?: Readonly<Record<string, string>>;
  method?: 'GET' | 'POST';
  contentType?: string;
  reads?: boolean;
};

/** A body as WeChat wants it: letters as they are, since it shows people any `\u` escape letter by letter. */
export function jsonCall(path: string, body: JsonObject): ApiCall {
  return { path, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}

/** Makes a call and resolves to its answer, whose code was 0. Throws the refusal as a `Failure`. */
export async function callApi(io: Io, call: ApiCall): Promise<JsonObject> {
  const response = await exchange(io, call);
  const answer = parseObject(exactNumbers(response.text()));
  // Only some calls say that all is well; each of them gives something besides.
  const good = answer !== undefined && (textAt(answer, 'errcode') ?? textAt(answer, 'media_id')) !== undefined;
  if (good) return answer;
  throw unreadable(WECHAT.who, response, isWrite(call));
}

/**
 * Makes a call with the connection’s access token, and once more with another one where WeChat says that it holds no
 * longer. Resolves to an answer with a good HTTP status and without an error code.
 */
export async function exchange(io: Io, call: ApiCall): Promise<HttpResponse> {
  const token = await accessTokenOf(io);
  const first = await attempt(io, call, token);
  const code = errorIn(first).code;
  if (code === undefined) return first;
  if (!TOKEN_CODES.has(code)) throw failureOf(io, first, token);
  const renewed = await newAccessToken(io, token);
  const second = await attempt(io, call, renewed);
  if (errorIn(second).code === undefined) return second;
  throw failureOf(io, second, renewed);
}

function isWrite({ method = 'POST', reads = false }: ApiCall): boolean {
  return method === 'POST' && !reads;
}

async function attempt(io: Io, call: ApiCall, token: string): Promise<HttpResponse> {
  const { path, query = {}, method = 'POST', contentType, reads: _, ...rest } = call;
  const parameters = new URLSearchParams({ access_token: token, ...query });
  const response = await io.http({
    method,
    url: `${apiBaseOf(io.config)}${path}?${parameters.toString()}`,
    ...(contentType !== undefined && { headers: { 'content-type': contentType } }),
    ...rest,
  });
  if (response.status >= 200 && response.status < 300) return response;
  const secrets = [...secretsOf(io.config), token];
  throw refusal(response, errorIn(response), WECHAT, { write: isWrite(call), now: io.now(), secrets });
}

/** The error that an answer tells; none in a file. */
function errorIn(response: HttpResponse): { code?: string | undefined; text?: string | undefined } {
  const answer = readAnswer(response);
  const code = textAt(answer, 'errcode');
  return code === undefined || code === '0' ? {} : { code, text: textAt(answer, 'errmsg') };
}

function failureOf({ config }: Io, response: HttpResponse, token: string): Failure {
  const { code, text } = errorIn(response);
  const mask = createMask([...secretsOf(config), token]);
  return new Failure(explain({ code: code && mask(code), text: text && mask(text) }, WECHAT));
}
